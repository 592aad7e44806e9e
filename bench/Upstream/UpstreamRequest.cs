using System.Buffers.Text;

namespace Signalbox.Bench.Upstream;

/// <summary>The little that the upstream needs to know of a request.</summary>
/// <param name="Length">Bytes of head and body together; 0 while the request is not whole; -1 for one without a Content-Length.</param>
/// <param name="IsStream">Whether the body asks for a stream.</param>
/// <param name="Chunks">The body's <c>bench_chunks</c>: content events of the stream.</param>
/// <param name="ChunkMs">The body's <c>bench_chunk_ms</c>: milliseconds between two of them.</param>
internal readonly record struct UpstreamRequest(int Length, bool IsStream, int Chunks, int ChunkMs)
{
    /// <summary>Reads the request at the start of <paramref name="bytes"/>.</summary>
    public static UpstreamRequest Read(ReadOnlySpan<byte> bytes)
    {
        var headLength = bytes.IndexOf("\r\n\r\n"u8) + 4;
        if (headLength < 4) return default;
        var bodyLength = Number(bytes[..headLength], "Content-Length: "u8, -1); // as every contender spells it
        if (bodyLength < 0) return new(-1, false, 0, 0);
        if (bytes.Length < headLength + bodyLength) return default;

        // Contenders pass the body's own bytes on, so the spelling is the load generator's.
        var body = bytes.Slice(headLength, bodyLength);
        return new(
            headLength + bodyLength,
            body.IndexOf("\"stream\":true"u8) >= 0,
            Math.Clamp(Number(body, "\"bench_chunks\":"u8, 100), 0, Answers.MaxChunks),
            Math.Clamp(Number(body, "\"bench_chunk_ms\":"u8, 2), 0, 60_000));
    }

    private static int Number(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name, int absent)
    {
        var at = bytes.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(bytes[(at + name.Length)..], out int value, out _) ? value : absent;
    }
}
