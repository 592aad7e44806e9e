using System.Buffers;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>Gathers an answer and writes it as one response (https://platform.openai.com/docs/api-reference/responses/object).</summary>
/// <param name="context">Id, time, and what the request tells.</param>
public sealed class ResponsesAnswerDocument(ResponsesAnswerContext context) : IAnswerDocument
{
    private readonly ResponsesOutput _output = new(context);
    private AnswerStart _start;
    private AnswerEnd _end;

    /// <inheritdoc/>
    public void Begin(in AnswerStart start) => _start = start;

    /// <inheritdoc/>
    public void OpenBlock(in BlockStart block) => _output.Open(block);

    /// <inheritdoc/>
    public void Append(string delta) => _output.Append(delta);

    /// <inheritdoc/>
    public void Sign(string signature) => _output.Sign(signature);

    /// <inheritdoc/>
    public void CloseBlock() => _output.Close(out _);

    /// <inheritdoc/>
    public void Finish(in AnswerEnd end)
    {
        _end = end;
        if (ResponsesObjectWriter.WhyIncomplete(end.Reason, _output.Items) is not null)
            _output.Cut();
    }

    /// <inheritdoc/>
    public void WriteTo(IBufferWriter<byte> output) =>
        new ResponsesObjectWriter(context, context.Model ?? _start.Model ?? "", _output.Items).WriteEnded(output, _end.Reason, _end.Usage ?? _start.Usage);
}
