namespace Signalbox.Wire.AwsEventStream;

/// <summary>
/// One frame of an event stream (https://docs.aws.amazon.com/lexv2/latest/dg/event-stream-encoding.html,
/// https://smithy.io/2.0/aws/amazon-eventstream.html) as offsets into its own bytes.
/// </summary>
public readonly record struct EventStreamFrame
{
    /// <summary>Number of bytes of the frame.</summary>
    public int Length { get; init; }

    /// <summary>What it is.</summary>
    public EventStreamMessageType MessageType { get; init; }

    /// <summary>The event's or the exception's name, or the error's code.</summary>
    public ByteRange Type { get; init; }

    /// <summary>The text of <c>:error-message</c>, when there is one.</summary>
    public ByteRange ErrorMessage { get; init; }

    /// <summary>The payload; empty for some events.</summary>
    public ByteRange Payload { get; init; }
}
