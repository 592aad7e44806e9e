using System.Globalization;
using System.Text;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.Sse;
using Wire.Tests.Sse;

namespace Wire.Tests.OpenAIChat;

/// <summary>Reads a stream with framer, scanner and filter together.</summary>
internal static class StreamReading
{
    /// <summary>What the scanner says of each event, one line each.</summary>
    public static string Describe(byte[] stream)
    {
        var lines = new StringBuilder();
        ForEach(stream, new ChatStreamScanner(), (in sse, frame, in found) =>
        {
            // The LF of a CR LF whose CR ended the last event: bytes to pass on, no event.
            if (sse is { IsTerminated: false, HasData: false })
                return;
            var data = sse.GetData(frame, new byte[sse.Length]);
            lines.Append(found.Kind);
            if (found.HasContent)
                lines.Append(" content");
            if (found.FinishReasonSeen)
                lines.Append(" finish=").Append(Bytes.Text(found.FinishReason.Of(data)));
            if (found.IsUsageOnly)
                lines.Append(" usage-only");
            if (found.Usage is { } usage)
                lines.Append(CultureInfo.InvariantCulture, $" in={usage.Input} out={usage.Output} cached={usage.Cached} reasoning={usage.Reasoning}");
            if (found.UsageMember.IsPresent)
                lines.Append(" cut=").Append(Bytes.Text(found.UsageMember.Of(data))[..Math.Min(14, found.UsageMember.Length)]);
            if (found.Model.IsPresent)
                lines.Append(" model=").Append(Bytes.Text(found.Model.Of(data)));
            if (found.Kind == ChatStreamEventKind.Error)
                lines.Append(CultureInfo.InvariantCulture, $" {found.Error.Class} type={Bytes.Text(found.Error.Type.Of(data))} code={Bytes.Text(found.Error.Code.Of(data))} message={Bytes.Text(found.Error.Message.Of(data))}");
            lines.Append('\n');
        });
        return lines.ToString();
    }

    /// <summary>What a client gets that did not ask for usage.</summary>
    public static byte[] WithoutUsage(byte[] stream)
    {
        var kept = new List<byte>();
        ForEach(stream, new ChatStreamScanner(), (in sse, frame, in found) =>
        {
            var forwarded = ChatStreamFilter.WithoutUsage(sse, frame, found);
            kept.AddRange(forwarded.First.Of(frame));
            kept.AddRange(forwarded.Second.Of(frame));
        });
        return [.. kept];
    }

    public delegate void Visit(in SseEvent sse, ReadOnlySpan<byte> frame, in ChatStreamEvent found);

    public static void ForEach(byte[] stream, ChatStreamScanner scanner, Visit visit)
    {
        var framer = new SseFramer();
        var at = 0;
        for (; framer.TryRead(stream.AsSpan(at), out var sse) == SseFrameStatus.Event; at += sse.Length)
        {
            var frame = stream.AsSpan(at, sse.Length);
            visit(sse, frame, scanner.Scan(sse, frame));
        }

        if (framer.TryReadRest(stream.AsSpan(at), out var rest))
            visit(rest, stream.AsSpan(at), scanner.Scan(rest, stream.AsSpan(at)));
    }
}
