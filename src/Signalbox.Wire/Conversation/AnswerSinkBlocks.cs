namespace Signalbox.Wire.Conversation;

/// <summary>Tells whole blocks, as documents bring them.</summary>
internal static class AnswerSinkBlocks
{
    /// <summary>Tells a block with all that is in it.</summary>
    public static void TellBlock(this IAnswerSink sink, in BlockStart start, string? text, string? signature)
    {
        sink.OpenBlock(start);
        if (!string.IsNullOrEmpty(text))
            sink.Append(text);
        if (!string.IsNullOrEmpty(signature))
            sink.Sign(signature);
        sink.CloseBlock();
    }
}
