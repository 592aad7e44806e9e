namespace Signalbox.Wire.OpenAIChat;

/// <summary>A chat request as it goes upstream.</summary>
/// <param name="Body">The pieces to send.</param>
/// <param name="AddsUsageRequest">
/// Whether the upstream is asked for usage that the caller did not ask for, so that it must be hidden from the caller
/// again.
/// </param>
public readonly record struct ChatRequestSplice(BodySplice Body, bool AddsUsageRequest)
{
    /// <summary>Plans the replacement of the model and, on request, of the wish for usage.</summary>
    /// <param name="body">The body that was scanned.</param>
    /// <param name="scan">Its scan.</param>
    /// <param name="upstreamModel">
    /// The upstream's model name as a JSON string token with quotes (<see cref="Json.JsonText.Encode"/>).
    /// </param>
    /// <param name="requestUsage">
    /// Whether a stream must report usage. Has no effect on a request without <c>stream: true</c>, where
    /// <c>stream_options</c> is not allowed and usage comes anyway.
    /// </param>
    public static ChatRequestSplice Create(
        ReadOnlyMemory<byte> body, in ChatRequestScan scan, ReadOnlyMemory<byte> upstreamModel, bool requestUsage)
    {
        var model = BodySplice.Edit.Model(scan.Model, upstreamModel);
        var builder = new BodySplice.Builder(body);
        var adds = requestUsage && scan.Stream && !scan.IncludeUsage;
        if (!adds)
        {
            builder.Apply(model);
        }
        else
        {
            var usage = UsageEdit(scan);
            var usageFirst = usage.Target.Start < model.Target.Start;
            builder.Apply(usageFirst ? usage : model);
            builder.Apply(usageFirst ? model : usage);
        }

        return new ChatRequestSplice(builder.Finish(), adds);
    }

    private static BodySplice.Edit UsageEdit(in ChatRequestScan scan)
    {
        var site = scan.UsageRequestSite;
        if (!scan.HasStreamOptions)
            return new BodySplice.Edit(new ByteRange(scan.ModelToken.End, 0), UsageRequestBytes.NewField);
        if (site.IsNull)
            return new BodySplice.Edit(scan.StreamOptions, UsageRequestBytes.Object);
        if (site.IncludeUsageValue.IsPresent)
            return new BodySplice.Edit(site.IncludeUsageValue, UsageRequestBytes.True);
        var afterBrace = new ByteRange(scan.StreamOptions.Start + 1, 0);
        return new BodySplice.Edit(afterBrace, site.IsEmptyObject ? UsageRequestBytes.OnlyMember : UsageRequestBytes.FirstMember);
    }
}
