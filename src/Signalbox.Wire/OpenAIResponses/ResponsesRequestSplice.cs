namespace Signalbox.Wire.OpenAIResponses;

/// <summary>A Responses request as it goes upstream: the caller's body with another model. Usage comes unasked.</summary>
public static class ResponsesRequestSplice
{
    /// <summary>Plans the replacement of the model.</summary>
    /// <param name="body">The body that was scanned.</param>
    /// <param name="scan">Its scan.</param>
    /// <param name="upstreamModel">
    /// The upstream's model name as a JSON string token with quotes (<see cref="Json.JsonText.Encode"/>).
    /// </param>
    public static BodySplice Create(ReadOnlyMemory<byte> body, in ResponsesRequestScan scan, ReadOnlyMemory<byte> upstreamModel)
    {
        var builder = new BodySplice.Builder(body);
        builder.Apply(BodySplice.Edit.Model(scan.Model, upstreamModel));
        return builder.Finish();
    }
}
