namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads a complete chat completion (https://platform.openai.com/docs/api-reference/chat/object), without allocating.</summary>
public static class ChatResponseScanner
{
    /// <summary>Scans the complete body.</summary>
    public static ChatResponseScan Scan(ReadOnlySpan<byte> body)
    {
        var walk = new ChatPayloadWalk(body);
        walk.Run(isErrorEvent: false);
        if (!walk.IsObject)
            return default;
        return new ChatResponseScan
        {
            IsObject = true,
            IsError = walk.IsError,
            Error = walk.Error,
            HasChoices = walk.ChoiceCount > 0,
            Usage = walk.Usage,
            FinishReason = walk.FinishReason,
            Model = walk.Model,
            Id = walk.Id,
        };
    }
}
