using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads a complete chat completion (https://platform.openai.com/docs/api-reference/chat/object).</summary>
public static class ChatAnswerReader
{
    /// <summary>Reads a body that came with a status of success.</summary>
    /// <param name="body">The body.</param>
    /// <param name="callIdSeed">As in <see cref="ChatStreamReader"/>.</param>
    /// <param name="sink">Who is told. When the result is not <see cref="StreamStep.Done"/>, what it was told is of no use.</param>
    /// <param name="error">The error that was told in place of an answer, with <see cref="StreamStep.Error"/>.</param>
    /// <returns><see cref="StreamStep.Done"/>, <see cref="StreamStep.Error"/> or <see cref="StreamStep.Malformed"/>.</returns>
    public static StreamStep Read(ReadOnlySpan<byte> body, string callIdSeed, IAnswerSink sink, out AnswerError? error)
    {
        var reader = new ChatStreamReader(callIdSeed);
        var step = reader.ReadPayload(body, isErrorEvent: false, isWhole: true, sink);
        error = reader.Error;
        if (step != StreamStep.Continue)
            return step;
        if (!reader.DeltaSeen)
            return StreamStep.Malformed;
        reader.Complete(sink);
        return StreamStep.Done;
    }
}
