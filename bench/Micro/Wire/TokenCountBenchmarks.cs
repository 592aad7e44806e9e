using System.Text;
using BenchmarkDotNet.Attributes;
using Signalbox.Wire.Tokens;

namespace Signalbox.Micro.Wire;

/// <summary>Counting the tokens of English text; <see cref="Tokens"/> by the time it takes is tokens per second.</summary>
[MemoryDiagnoser]
public class TokenCountBenchmarks
{
    private const string Prose =
        "The gateway stands between those who call models and those who run them. It knows who calls, what they may use and what it costs, and it keeps " +
        "a record of each call before the caller has the last byte; nothing that was said is in it. When a provider fails, another is tried, as long as " +
        "nobody has seen a part of the answer yet. On 21 November 2026 that took less than a millisecond, which isn't much beside a model's own time. ";

    private string _text = "";

    /// <summary>Characters of text: a usual prompt, a coding agent's.</summary>
    [Params(4 * 1024, 100 * 1024)]
    public int Characters { get; set; }

    /// <summary>How many tokens there are in the text.</summary>
    public int Tokens { get; private set; }

    [GlobalSetup]
    public void Setup()
    {
        var text = new StringBuilder();
        while (text.Length < Characters)
            text.Append(Prose);
        _text = text.ToString(0, Characters);
        Tokens = TokenEncoding.O200kBase.Count(_text);
        _ = TokenEncoding.Cl100kBase.Count(_text);
    }

    [Benchmark(Baseline = true)]
    public int O200k() => TokenEncoding.O200kBase.Count(_text);

    [Benchmark]
    public int Cl100k() => TokenEncoding.Cl100kBase.Count(_text);
}
