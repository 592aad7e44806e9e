using Signalbox.Wire.Sse;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Hides usage from a client that did not ask for it, where the gateway asked for it in the client's place
/// (<see cref="ChatRequestSplice.AddsUsageRequest"/>). Everything else passes byte for byte.
/// </summary>
public static class ChatStreamFilter
{
    /// <summary>What of a frame such a client gets: all, nothing (the usage chunk), or all but the usage member.</summary>
    /// <param name="sse">The framed event.</param>
    /// <param name="frame">Its bytes, or a buffer that starts with them.</param>
    /// <param name="scanned">What the scanner found in it.</param>
    public static ForwardedBytes WithoutUsage(in SseEvent sse, ReadOnlySpan<byte> frame, in ChatStreamEvent scanned)
    {
        if (scanned.IsUsageOnly)
            return default;
        if (!scanned.UsageMember.IsPresent)
            return new ForwardedBytes(new ByteRange(0, sse.Length), default);
        var cutStart = sse.ToFrameOffset(frame, scanned.UsageMember.Start);
        var cutEnd = sse.ToFrameOffset(frame, scanned.UsageMember.End);
        return new ForwardedBytes(new ByteRange(0, cutStart), ByteRange.Between(cutEnd, sse.Length));
    }
}
