using System.Buffers;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Writes an answer as the events of a streamed response (https://platform.openai.com/docs/api-reference/responses-streaming). Each call adds whole
/// events, so that what was written may be sent after any of them. A stream ends with <c>response.completed</c> or <c>response.incomplete</c>; there is
/// no <c>[DONE]</c>.
/// </summary>
/// <param name="output">Receives the events.</param>
/// <param name="context">Id, time, and what the request tells.</param>
public sealed class ResponsesStreamWriter(IBufferWriter<byte> output, ResponsesAnswerContext context) : IAnswerSink
{
    private readonly ResponsesEventFrame _event = new(output);
    private readonly ResponsesOutput _items = new(context);
    private ResponsesObjectWriter? _response;
    private TokenUsage? _usage;
    private bool _isShown;
    private bool _hasPart;
    private bool _isDoneHeld;

    /// <summary>The number that the next event of the stream has.</summary>
    public long NextSequenceNumber => _event.NextNumber;

    /// <inheritdoc/>
    public void Begin(in AnswerStart start)
    {
        _usage = start.Usage;
        Begin(start.Model);
    }

    /// <inheritdoc/>
    public void OpenBlock(in BlockStart block)
    {
        TellDone();
        _items.Open(block);
        _isShown = false;
        _hasPart = false;
        // Text and thoughts may come to nothing, so they are shown with their first piece.
        if (_items.Current.IsCall)
            Show();
    }

    /// <inheritdoc/>
    public void Append(string delta) => WriteDelta(_items.Append(delta));

    /// <inheritdoc/>
    public void Sign(string signature) => _items.Sign(signature);

    /// <inheritdoc/>
    public void CloseBlock()
    {
        if (_items.Close(out var rest) is not { } item)
            return;
        WriteDelta(rest);
        Show();
        if (_hasPart || item.IsCall)
            WriteTextDone(item);
        if (_hasPart)
            WritePart(item.Kind == BlockKind.Reasoning ? "response.reasoning_summary_part.done"u8 : "response.content_part.done"u8, isDone: true);
        // Whether the item is whole is known when the next one or the end comes.
        _isDoneHeld = true;
    }

    /// <inheritdoc/>
    public void Finish(in AnswerEnd end)
    {
        var isWhole = ResponsesObjectWriter.WhyIncomplete(end.Reason, _items.Items) is null;
        if (!isWhole)
            _items.Cut();
        TellDone();
        _event.Open(isWhole ? "response.completed"u8 : "response.incomplete"u8);
        output.Write(",\"response\":"u8);
        _response?.WriteEnded(output, end.Reason, end.Usage ?? _usage);
        _event.Close();
    }

    /// <summary>
    /// Ends the stream with an error in place of <see cref="Finish"/>, at any time: the <c>error</c> event, and <c>response.failed</c>, which is what
    /// clients that pass over the first act on (R73). A stream that has not begun begins.
    /// </summary>
    public void Fail(ResponsesError error)
    {
        if (_response is null)
            Begin(null);
        TellDone();
        _event.Open("error"u8);
        error.WriteMembersTo(output);
        _event.Close();
        _event.Open("response.failed"u8);
        output.Write(",\"response\":"u8);
        _response?.WriteFailed(output, error);
        _event.Close();
    }

    private void Begin(string? model)
    {
        _response = new ResponsesObjectWriter(context, context.Model ?? model ?? "", _items.Items);
        WriteResponse("response.created"u8);
        WriteResponse("response.in_progress"u8);
    }

    private void WriteResponse(ReadOnlySpan<byte> type)
    {
        _event.Open(type);
        output.Write(",\"response\":"u8);
        _response?.WriteBegun(output);
        _event.Close();
    }

    private void Show()
    {
        if (_isShown)
            return;
        _isShown = true;
        WriteItem("response.output_item.added"u8, isDone: false);
    }

    private void WriteDelta(string text)
    {
        if (text.Length == 0)
            return;
        Show();
        var kind = _items.Current.Kind;
        if (!_hasPart && !_items.Current.IsCall)
        {
            _hasPart = true;
            WritePart(kind == BlockKind.Reasoning ? "response.reasoning_summary_part.added"u8 : "response.content_part.added"u8, isDone: false);
        }

        OpenOfItem(kind switch
        {
            BlockKind.Reasoning => "response.reasoning_summary_text.delta"u8,
            BlockKind.Refusal => "response.refusal.delta"u8,
            BlockKind.ToolCall => "response.function_call_arguments.delta"u8,
            BlockKind.CustomToolCall => "response.custom_tool_call_input.delta"u8,
            _ => "response.output_text.delta"u8,
        });
        output.WriteText(",\"delta\":"u8, text);
        if (kind == BlockKind.Text)
            output.Write(",\"logprobs\":[]"u8);
        _event.Close();
    }

    private void WriteTextDone(ResponsesItem item)
    {
        switch (item.Kind)
        {
            case BlockKind.Reasoning:
                OpenOfItem("response.reasoning_summary_text.done"u8);
                output.WriteText(",\"text\":"u8, item.Text);
                break;
            case BlockKind.Refusal:
                OpenOfItem("response.refusal.done"u8);
                output.WriteText(",\"refusal\":"u8, item.Text);
                break;
            case BlockKind.ToolCall:
                OpenOfItem("response.function_call_arguments.done"u8);
                output.WriteText(",\"name\":"u8, item.Name);
                output.WriteText(",\"arguments\":"u8, item.Text);
                break;
            case BlockKind.CustomToolCall:
                OpenOfItem("response.custom_tool_call_input.done"u8);
                output.WriteText(",\"input\":"u8, item.Text);
                break;
            default:
                OpenOfItem("response.output_text.done"u8);
                output.WriteText(",\"text\":"u8, item.Text);
                output.Write(",\"logprobs\":[]"u8);
                break;
        }

        _event.Close();
    }

    private void WritePart(ReadOnlySpan<byte> type, bool isDone)
    {
        OpenOfItem(type);
        output.Write(",\"part\":"u8);
        _items.Current.WritePartTo(output, isDone);
        _event.Close();
    }

    private void TellDone()
    {
        if (!_isDoneHeld)
            return;
        _isDoneHeld = false;
        WriteItem("response.output_item.done"u8, isDone: true);
    }

    private void WriteItem(ReadOnlySpan<byte> type, bool isDone)
    {
        _event.Open(type);
        output.WriteNumber(",\"output_index\":"u8, _items.Index);
        output.Write(",\"item\":"u8);
        _items.Current.WriteTo(output, isDone);
        _event.Close();
    }

    /// <summary>Begins an event inside an item; an item has one part at most.</summary>
    private void OpenOfItem(ReadOnlySpan<byte> type)
    {
        var item = _items.Current;
        _event.Open(type);
        output.WriteText(",\"item_id\":"u8, item.Id);
        output.WriteNumber(",\"output_index\":"u8, _items.Index);
        if (!item.IsCall)
            output.Write(item.Kind == BlockKind.Reasoning ? ",\"summary_index\":0"u8 : ",\"content_index\":0"u8);
    }
}
