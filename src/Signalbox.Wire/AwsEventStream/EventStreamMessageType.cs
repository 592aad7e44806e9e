namespace Signalbox.Wire.AwsEventStream;

/// <summary>What a frame says it is, in its header <c>:message-type</c>.</summary>
public enum EventStreamMessageType
{
    /// <summary>Nothing we know, or nothing at all.</summary>
    Unknown,

    /// <summary>An event of the operation; <c>:event-type</c> names it.</summary>
    Event,

    /// <summary>An error that the operation's description knows; <c>:exception-type</c> names it and the payload tells it.</summary>
    Exception,

    /// <summary>Any other error; <c>:error-code</c> and <c>:error-message</c> tell it.</summary>
    Error,
}
