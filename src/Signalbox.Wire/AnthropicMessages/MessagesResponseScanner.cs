namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Reads a complete Messages answer (https://docs.anthropic.com/en/api/messages#response-id), without allocating.</summary>
public static class MessagesResponseScanner
{
    /// <summary>Scans the complete body.</summary>
    public static MessagesResponseScan Scan(ReadOnlySpan<byte> body)
    {
        var walk = new MessagesPayloadWalk(body, default);
        walk.Run(eventName: default);
        if (!walk.IsObject)
            return default;
        return new MessagesResponseScan
        {
            IsObject = true,
            IsError = walk.IsError,
            Error = walk.Error,
            HasContent = walk.HasContent,
            Usage = walk.HasUsage ? walk.Counts.ToUsage() : null,
            StopReason = walk.StopReason,
            Model = walk.Model,
            Id = walk.Id,
        };
    }
}
