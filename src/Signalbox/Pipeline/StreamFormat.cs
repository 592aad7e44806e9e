namespace Signalbox.Pipeline;

/// <summary>How the events of a streamed answer are framed.</summary>
internal enum StreamFormat
{
    /// <summary>Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).</summary>
    ServerSentEvents,

    /// <summary>The binary frames of AWS (https://smithy.io/2.0/aws/amazon-eventstream.html).</summary>
    AwsEventStream,
}
