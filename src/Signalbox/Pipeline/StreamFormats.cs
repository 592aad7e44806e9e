namespace Signalbox.Pipeline;

/// <summary>Tells a stream from a document by the answer's media type.</summary>
internal static class StreamFormats
{
    /// <summary>The framing of an answer; null when it is no stream.</summary>
    /// <remarks>Read from the header as it came: parsing it into an object costs more than all the rest of the decision.</remarks>
    public static StreamFormat? Of(HttpResponseMessage response)
    {
        if (!response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) || values.Count != 1) return null;
        var type = values.ToString().AsSpan();
        var end = type.IndexOf(';');
        var media = (end < 0 ? type : type[..end]).Trim();
        if (media.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase)) return StreamFormat.ServerSentEvents;
        return media.Equals("application/vnd.amazon.eventstream", StringComparison.OrdinalIgnoreCase) ? StreamFormat.AwsEventStream : null;
    }
}
