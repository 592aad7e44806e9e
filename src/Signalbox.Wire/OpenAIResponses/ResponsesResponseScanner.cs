namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Reads a complete response object (https://platform.openai.com/docs/api-reference/responses/object), without allocating.
/// </summary>
public static class ResponsesResponseScanner
{
    /// <summary>Scans the complete body.</summary>
    public static ResponsesResponseScan Scan(ReadOnlySpan<byte> body)
    {
        var walk = new ResponsesPayloadWalk(body);
        walk.Run(eventName: default);
        if (!walk.IsObject)
            return default;
        var isError = walk.HasFailed || (walk.HasError && !walk.HasOutput);
        return new ResponsesResponseScan
        {
            IsObject = true,
            IsError = isError,
            Error = isError ? walk.Error : default,
            HasContent = walk.HasOutput,
            Usage = walk.Usage,
            Status = walk.Status,
            Model = walk.Model,
            Id = walk.Id,
        };
    }
}
