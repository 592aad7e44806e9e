using System.Text;
using System.Text.Json;
using Signalbox.Pipeline.Dialects;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Sse;

namespace Signalbox.Pipeline.Shadowing;

/// <summary>Reads what an answer says, whole or streamed: its text and its calls of tools, without thoughts.</summary>
internal sealed class AnswerTexts : IAnswerSink
{
    private readonly StringBuilder _text = new();
    private bool _counts;

    /// <summary>What was said; null when it is no whole answer of the API.</summary>
    /// <param name="call">Whose answer it is.</param>
    /// <param name="api">What it is written in.</param>
    /// <param name="answer">The answer.</param>
    public static string? Read(Call call, ITranslationTarget api, AnswerCapture answer)
    {
        if (answer.IsTooLong) return null;
        var texts = new AnswerTexts();
        try
        {
            var isWhole = call.Record.Stream ? ReadStream(api.CreateReader(call), answer.Bytes.Span, texts) : api.Tell(call, answer.Bytes, texts) is null;
            return isWhole ? texts._text.ToString().Trim() : null;
        }
        catch (Exception failure) when (failure is InvalidOperationException or JsonException)
        {
            return null;
        }
    }

    void IAnswerSink.Begin(in AnswerStart start)
    {
    }

    void IAnswerSink.OpenBlock(in BlockStart block)
    {
        _counts = block.Kind is BlockKind.Text or BlockKind.Refusal or BlockKind.ToolCall or BlockKind.CustomToolCall;
        if (block.Name is { } tool) _text.Append('\n').Append(tool).Append(' ');
    }

    void IAnswerSink.Append(string delta)
    {
        if (_counts) _text.Append(delta);
    }

    void IAnswerSink.Sign(string signature)
    {
    }

    void IAnswerSink.CloseBlock()
    {
    }

    void IAnswerSink.Finish(in AnswerEnd end)
    {
    }

    private static bool ReadStream(IAnswerStreamReader reader, ReadOnlySpan<byte> bytes, AnswerTexts texts)
    {
        var framer = new SseFramer();
        while (framer.TryRead(bytes, out var sse) == SseFrameStatus.Event || framer.TryReadRest(bytes, out sse))
        {
            var frame = bytes[..sse.Length];
            bytes = bytes[sse.Length..];
            if (!sse.HasData) continue;
            var step = reader.Read(sse.GetEventName(frame), sse.GetData(frame, sse.IsContiguous ? default : new byte[sse.Length]), texts);
            if (step == StreamStep.Done) break;
            if (step is StreamStep.Error or StreamStep.Malformed) return false;
        }
        if (!reader.EndSeen) return false;
        reader.Complete(texts);
        return true;
    }
}
