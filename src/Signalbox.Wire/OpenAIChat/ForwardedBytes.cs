namespace Signalbox.Wire.OpenAIChat;

/// <summary>The parts of a frame to send on, in order. Both empty: nothing is sent.</summary>
/// <param name="First">The frame, or its part before a cut.</param>
/// <param name="Second">The part after a cut; empty when nothing was cut.</param>
public readonly record struct ForwardedBytes(ByteRange First, ByteRange Second)
{
    /// <summary>Whether nothing is to be sent.</summary>
    public bool IsNothing => First.Length == 0;

    /// <summary>Number of bytes to send.</summary>
    public int Length => First.Length + Second.Length;
}
