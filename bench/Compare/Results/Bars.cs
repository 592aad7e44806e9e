namespace Signalbox.Bench.Compare.Results;

/// <summary>The bars of the design, judged by figures of the same rounds of the same run.</summary>
internal static class Bars
{
    private const double LeastTranslated = 0.5;
    private const double CpuAim = 1.0;
    private const double CpuDefect = 1.3;
    private const double LongestAddedMs = 1;
    private const double MostShadowMs = 0.1;
    private const long MostHeldBytes = 200_000_000;

    /// <summary>Judges Signalbox; nothing without it, and what compares it with YARP only when that took part.</summary>
    public static IReadOnlyList<Bar> Judge(Result result)
    {
        if (result.Find("signalbox") is not { } signalbox || result.Find("direct") is not { } direct) return [];
        var bars = new List<Bar>();
        if (result.Find("yarp") is { } yarp)
        {
            foreach (var connections in result.Plan.Connections)
            {
                var ratio = signalbox.Ratio(yarp, figures => figures.PerSecond[connections]).Median;
                bars.Add(new Bar($"requests/s at {connections} connections at least YARP's", $"{ratio:0.00}x", ratio >= 1 ? Verdict.Met : Verdict.Broken));
            }
            var cpu = signalbox.Ratio(yarp, figures => figures.CpuAtMost ?? double.NaN).Median;
            bars.Add(new Bar(
                $"CPU per request at {result.Plan.Connections[^1]} connections at most YARP's, a defect beyond {CpuDefect}x", $"{cpu:0.00}x",
                cpu <= CpuAim ? Verdict.Met : cpu <= CpuDefect ? Verdict.ShortOfAim : Verdict.Broken));
        }

        var translated = signalbox.Ratio(signalbox, figures => figures.TranslatedPerSecond ?? double.NaN, figures => figures.PerSecond[result.Plan.TranslatedConnections]).Median;
        bars.Add(new Bar("requests/s of translated calls at least half of untranslated ones", $"{translated:0.00}x", translated >= LeastTranslated ? Verdict.Met : Verdict.Broken));

        bars.Add(Added($"p99 at {result.Plan.Rate} requests/s adds less than 1 ms to direct", signalbox.Added(direct, figures => figures.LatencyP99).Median));
        bars.Add(Added("the median time to the first token of a stream adds less than 1 ms", signalbox.Added(direct, figures => figures.FirstTokenMedian).Median));
        if (result.Find(CompareOptions.Shadowed) is { } shadowed)
        {
            var added = shadowed.Added(signalbox, figures => figures.LatencyMedian).Median;
            bars.Add(new Bar(
                $"a slow shadow of every call adds nothing measurable to the median at {result.Plan.Rate} requests/s (less than {MostShadowMs} ms)", $"{added:0.00} ms",
                added < MostShadowMs ? Verdict.Met : Verdict.ShortOfAim));
        }
        bars.Add(new Bar(
            $"memory under 200 MB with {result.Plan.HeldStreams} streams open", $"{signalbox.HeldBytes / 1e6:0} MB",
            signalbox.HeldBytes < MostHeldBytes ? Verdict.Met : Verdict.Broken));
        return bars;
    }

    private static Bar Added(string name, double milliseconds) =>
        new(name, $"{milliseconds:0.00} ms", milliseconds < LongestAddedMs ? Verdict.Met : Verdict.Broken);
}
