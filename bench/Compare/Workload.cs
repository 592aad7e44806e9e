using System.Globalization;
using System.Text;
using Signalbox.Bench.Compare.Contenders;

namespace Signalbox.Bench.Compare;

/// <summary>The requests, the same bytes for every contender but for the key.</summary>
internal static class Workload
{
    /// <summary>What is called: at Signalbox, a route group.</summary>
    public const string Model = "bench";

    /// <summary>The path of every call.</summary>
    public const string Path = "/v1/chat/completions";

    /// <summary>The path of a call in Anthropic's words, which a gateway translates for this upstream.</summary>
    public const string TranslatedPath = "/v1/messages";

    private const string Messages =
        """[{"role":"system","content":"You are a helpful assistant of a railway. Answer briefly and say what you do not know."},{"role":"user","content":"Why does a signal stand at danger although the track ahead of it is clear? Explain it to someone who has never seen a signal box from the inside."}]""";

    /// <summary>A call that is answered with JSON.</summary>
    public static string Json(string model = Model) => $$"""{"model":"{{model}}","messages":{{Messages}},"temperature":0.2,"max_tokens":256}""";

    /// <summary>The same call in Anthropic's words.</summary>
    public static string Translated() =>
        $$"""{"model":"{{Model}}","system":"You are a helpful assistant of a railway. Answer briefly and say what you do not know.","messages":[{"role":"user","content":"Why does a signal stand at danger although the track ahead of it is clear? Explain it to someone who has never seen a signal box from the inside."}],"temperature":0.2,"max_tokens":256}""";

    /// <summary>A call that is answered with a stream. Its pace travels as two fields that only the upstream knows, which every contender must pass on.</summary>
    public static string Stream(int chunks, int chunkMs) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"model":"{{Model}}","messages":{{Messages}},"stream":true,"stream_options":{"include_usage":true},"bench_chunks":{{chunks}},"bench_chunk_ms":{{chunkMs}}}""");

    /// <summary>The whole request as a contender gets it.</summary>
    public static byte[] Request(Contender contender, string body) => Request(body, contender.Key);

    /// <summary>The whole request.</summary>
    public static byte[] Request(string body, string? key) => Encoding.ASCII.GetBytes(
        $"POST {Path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{(key is null ? "" : $"Authorization: Bearer {key}\r\n")}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}
