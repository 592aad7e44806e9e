using System.Text;

namespace Signalbox.Bench.Upstream;

/// <summary>Everything the upstream ever says, as finished bytes of HTTP/1.1.</summary>
internal sealed class Answers
{
    /// <summary>The most content chunks a stream may have.</summary>
    public const int MaxChunks = 1000;

    private readonly byte[][] _chunks = [.. Enumerable.Range(0, MaxChunks).Select(Chunk)];

    /// <summary>A chat completion of about 1 KB with its usage.</summary>
    public byte[] Json { get; } = WholeAnswer();

    /// <summary>The head of a stream and its first event, which names the role.</summary>
    public byte[] StreamBegin { get; } =
    [
        .. "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n"u8,
        .. Framed(Event("""{"role":"assistant","content":""}""", finish: null)),
    ];

    /// <summary>The last events of a stream: why it ended, the usage, <c>[DONE]</c>; and the end of the chunked body.</summary>
    public byte[] StreamEnd { get; } =
    [
        .. Framed(Event("{}", "stop")
            + """data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1700000000,"model":"bench-1","choices":[],"usage":{"prompt_tokens":24,"completion_tokens":100,"total_tokens":124}}""" + "\n\n"
            + "data: [DONE]\n\n"),
        .. "0\r\n\r\n"u8,
    ];

    /// <summary>A request that this upstream was not made for.</summary>
    public byte[] Refusal { get; } = [.. "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8];

    /// <summary>The content event at <paramref name="place"/>, counted from 0. Numbered, so that a lost or swapped one is noticed.</summary>
    public byte[] StreamChunk(int place) => _chunks[place];

    private static byte[] Chunk(int place) => Framed(Event($$"""{"content":" token {{place}}"}""", finish: null));

    private static string Event(string delta, string? finish) =>
        $$"""data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1700000000,"model":"bench-1","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{(finish is null ? "null" : $"\"{finish}\"")}}}],"usage":null}""" + "\n\n";

    /// <summary>One chunk of a chunked body.</summary>
    private static byte[] Framed(string text) => Encoding.ASCII.GetBytes($"{text.Length:x}\r\n{text}\r\n");

    private static byte[] WholeAnswer()
    {
        var content = string.Join(' ', Enumerable.Repeat("A signal box sets the routes and shows why each signal stands as it does.", 9));
        var body = $$$"""{"id":"chatcmpl-bench","object":"chat.completion","created":1700000000,"model":"bench-1","choices":[{"index":0,"message":{"role":"assistant","content":"{{{content}}}","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":24,"completion_tokens":160,"total_tokens":184,"prompt_tokens_details":{"cached_tokens":0}},"system_fingerprint":"fp_bench"}""";
        return Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
