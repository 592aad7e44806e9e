using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.Sse;

namespace Signalbox.Micro.Wire;

/// <summary>Framing and reading a stream of 100 chunks, each as OpenAI sends it when usage is asked for.</summary>
[MemoryDiagnoser]
public class ChatStreamBenchmarks
{
    private const int Chunks = 100;
    private readonly ChatStreamScanner _scanner = new();
    private byte[] _stream = [];

    [GlobalSetup]
    public void Setup()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Chunks; i++)
        {
            var obfuscation = new string('x', i % 7);
            text.Append($$"""data: {"id":"chatcmpl-B1","object":"chat.completion.chunk","created":1763689200,"model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"content":" word{{i}}"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"{{obfuscation}}"}""")
                .Append("\n\n");
        }

        _stream = Encoding.UTF8.GetBytes(text.Append("data: [DONE]\n\n").ToString());
    }

    /// <summary>The event boundaries alone.</summary>
    [Benchmark(OperationsPerInvoke = Chunks)]
    public int Frame()
    {
        var framer = new SseFramer();
        var at = 0;
        while (framer.TryRead(_stream.AsSpan(at), out var sse) == SseFrameStatus.Event)
            at += sse.Length;
        return at;
    }

    /// <summary>Boundaries, reading and hiding usage: all that a chunk passes on its way to the client.</summary>
    [Benchmark(OperationsPerInvoke = Chunks)]
    public int FrameScanFilter()
    {
        _scanner.Reset();
        return Run(_scanner, forget: false);
    }

    /// <summary>The same with the chunk template forgotten each time: what a chunk of unusual form costs.</summary>
    [Benchmark(OperationsPerInvoke = Chunks)]
    public int FrameScanFilterWithoutTemplate() => Run(_scanner, forget: true);

    /// <summary>The platform's reader walking each chunk once, framing included.</summary>
    [Benchmark(OperationsPerInvoke = Chunks, Baseline = true)]
    public int FrameAndPlatformReader()
    {
        var framer = new SseFramer();
        var at = 0;
        var tokens = 0;
        while (framer.TryRead(_stream.AsSpan(at), out var sse) == SseFrameStatus.Event)
        {
            var data = sse.GetData(_stream.AsSpan(at), default);
            at += sse.Length;
            if (data[0] != (byte)'{')
                continue;
            var reader = new Utf8JsonReader(data);
            while (reader.Read())
                tokens++;
        }

        return tokens;
    }

    private int Run(ChatStreamScanner scanner, bool forget)
    {
        var framer = new SseFramer();
        var at = 0;
        var forwarded = 0;
        while (framer.TryRead(_stream.AsSpan(at), out var sse) == SseFrameStatus.Event)
        {
            if (forget)
                scanner.Reset();
            var frame = _stream.AsSpan(at, sse.Length);
            var found = scanner.Scan(sse, frame);
            forwarded += ChatStreamFilter.WithoutUsage(sse, frame, found).Length;
            at += sse.Length;
        }

        return forwarded;
    }
}
