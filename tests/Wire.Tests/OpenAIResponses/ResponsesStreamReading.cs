using System.Globalization;
using System.Text;
using Signalbox.Wire.OpenAIResponses;
using Signalbox.Wire.Sse;

namespace Wire.Tests.OpenAIResponses;

/// <summary>Reads a Responses stream with framer and scanner together, as its bytes arrive.</summary>
internal static class ResponsesStreamReading
{
    public delegate void Visit(in SseEvent sse, ReadOnlySpan<byte> frame, in ResponsesStreamEvent found);

    /// <summary>What the scanner says of each event of a stream that arrives cut at the given offsets, one line each.</summary>
    public static string Describe(byte[] stream, params int[] cuts)
    {
        var lines = new StringBuilder();
        ForEach(stream, cuts, new ResponsesStreamScanner(), (in sse, frame, in found) =>
        {
            // The LF of a CR LF whose CR ended the last event: bytes to pass on, no event.
            if (sse is { IsTerminated: false, HasData: false })
                return;
            var data = sse.GetData(frame, new byte[sse.Length]);
            lines.Append(found.Kind);
            if (found.HasContent)
                lines.Append(" content");
            if (found.Status.IsPresent)
                lines.Append(" status=").Append(Bytes.Text(found.Status.Of(data)));
            if (found.Usage is { } usage)
                lines.Append(CultureInfo.InvariantCulture, $" in={usage.Input} out={usage.Output} cached={usage.Cached} reasoning={usage.Reasoning} total={usage.Total}");
            if (found.Id.IsPresent)
                lines.Append(" id=").Append(Bytes.Text(found.Id.Of(data)));
            if (found.Model.IsPresent)
                lines.Append(" model=").Append(Bytes.Text(found.Model.Of(data)));
            if (found.Kind == ResponsesStreamEventKind.Error)
                lines.Append(CultureInfo.InvariantCulture, $" {found.Error.Class} code={Bytes.Text(found.Error.Code.Of(data))} message={Bytes.Text(found.Error.Message.Of(data))}");
            lines.Append('\n');
        });
        return lines.ToString();
    }

    public static void ForEach(byte[] stream, ReadOnlySpan<int> cuts, ResponsesStreamScanner scanner, Visit visit)
    {
        var framer = new SseFramer();
        var at = 0;
        for (var i = 0; i <= cuts.Length; i++)
        {
            var arrived = i < cuts.Length ? cuts[i] : stream.Length;
            for (; framer.TryRead(stream.AsSpan(at..arrived), out var sse) == SseFrameStatus.Event; at += sse.Length)
            {
                var frame = stream.AsSpan(at, sse.Length);
                visit(sse, frame, scanner.Scan(sse, frame));
            }
        }

        if (framer.TryReadRest(stream.AsSpan(at), out var rest))
            visit(rest, stream.AsSpan(at), scanner.Scan(rest, stream.AsSpan(at)));
    }
}
