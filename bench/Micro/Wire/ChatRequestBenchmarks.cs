using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Signalbox.Wire.Json;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Micro.Wire;

/// <summary>Scanning and splicing a request body, against the platform's reader walking the same bytes.</summary>
[MemoryDiagnoser]
public class ChatRequestBenchmarks
{
    private readonly ReadOnlyMemory<byte> _upstream = JsonText.Encode("gpt-4o-mini-2024-07-18");
    private byte[] _body = [];
    private ChatRequestScan _scan;

    /// <summary>Bytes of prompt: a short question, a usual conversation, a coding agent's turn.</summary>
    [Params(100, 4_000, 40_000)]
    public int PromptBytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var messages = string.Join(",", Enumerable.Range(0, Math.Max(1, PromptBytes / 500)).Select(i =>
            $$"""{"role":"{{(i % 2 == 0 ? "user" : "assistant")}}","content":"{{Text(Math.Min(PromptBytes, 460))}}"}"""));
        _body = Encoding.UTF8.GetBytes(
            $$"""{"model":"small","messages":[{{messages}}],"temperature":0.7,"stream":true,"max_tokens":1024,"user":"ana"}""");
        ChatRequestScanner.TryScan(_body, out _scan, out _);
    }

    [Benchmark]
    public bool Scan() => ChatRequestScanner.TryScan(_body, out _, out _);

    [Benchmark]
    public long Splice() => ChatRequestSplice.Create(_body, _scan, _upstream, requestUsage: true).Body.TotalLength;

    [Benchmark(Baseline = true)]
    public int PlatformReader()
    {
        var reader = new Utf8JsonReader(_body);
        var tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }

    private static string Text(int length) =>
        string.Concat(Enumerable.Repeat("The quick brown fox \\\"jumps\\\" over\\nthe lazy dog. ", length / 48 + 1))[..(length / 48 * 48 + 48)];
}
