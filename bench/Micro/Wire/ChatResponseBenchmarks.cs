using System.Text;
using BenchmarkDotNet.Attributes;
using Signalbox.Wire;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Micro.Wire;

/// <summary>Reading a complete answer of about 1 KB for its usage.</summary>
[MemoryDiagnoser]
public class ChatResponseBenchmarks
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes($$$"""
        {"id":"chatcmpl-B1","object":"chat.completion","created":1763689200,"model":"gpt-4o-mini-2024-07-18",
         "choices":[{"index":0,"message":{"role":"assistant","content":"{{{new string('w', 500)}}}","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],
         "usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},
         "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},
         "service_tier":"default","system_fingerprint":"fp_1"}
        """);

    [Benchmark]
    public TokenUsage? Scan() => ChatResponseScanner.Scan(_body).Usage;
}
