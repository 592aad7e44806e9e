using System.Globalization;
using System.Text;
using Signalbox.Bench.Compare.Measuring;

namespace Signalbox.Bench.Compare.Results;

/// <summary>The result as a Markdown page.</summary>
internal static class MarkdownTable
{
    /// <summary>Writes it.</summary>
    public static string Write(Result result, IReadOnlyList<Bar> bars)
    {
        var page = new StringBuilder();
        WriteMachine(page, result);
        WriteFigures(page, result);
        WriteBars(page, bars);
        if (result.Records is { } records) Line(page, $"\nSignalbox holds {records:N0} records of {result.Answered:N0} answered calls (a few more: calls that the generator left in their midst).");
        foreach (var warning in result.Warnings()) Line(page, $"\n**{warning}**");
        return page.ToString();
    }

    private static void WriteMachine(StringBuilder page, Result result)
    {
        var machine = result.Machine;
        Line(page, $"{result.At:yyyy-MM-dd HH:mm} UTC; {machine.Processor}, {machine.Cores} cores, {machine.MemoryGigabytes} GB; {machine.Kernel}; {machine.Runtime}");
        Line(page, $"Medians of {result.Plan.Rounds} rounds, with the spread from least to largest; each thing is measured of all in turn, ratios are of the same turn; generator and upstream on the same machine; others took {result.ForeignShare:P0} of it.\n");
    }

    private static void WriteFigures(StringBuilder page, Result result)
    {
        var yarp = result.Find("yarp");
        var direct = result.Find("direct")!;
        var contenders = result.Contenders;
        Line(page, $"| | {string.Join(" | ", contenders.Select(contender => contender.Name))} |");
        Line(page, $"|---|{string.Concat(contenders.Select(_ => "--:|"))}");
        foreach (var connections in result.Plan.Connections)
        {
            double PerSecond(RoundFigures figures) => figures.PerSecond[connections];
            Row($"requests/s, {connections} connections", contender => WithSpread(contender.Over(PerSecond), "N0"));
            if (yarp is not null) Row("&emsp;x YARP", contender => WithRange(contender, yarp, PerSecond));
            Row("&emsp;x direct", contender => Text(contender.Ratio(direct, PerSecond).Median, "0.00"));
        }

        var translated = result.Plan.TranslatedConnections;
        Row($"requests/s translated, {translated} connections", contender => WithSpread(contender.Over(figures => figures.TranslatedPerSecond ?? double.NaN), "N0"));
        Row("&emsp;x untranslated", contender => Text(contender.Ratio(contender, figures => figures.TranslatedPerSecond ?? double.NaN, figures => figures.PerSecond[translated]).Median, "0.00"));

        var most = result.Plan.Connections[^1];
        Row($"CPU ms per 1,000 requests, {most} connections", contender => WithSpread(contender.Over(figures => figures.CpuAtMost ?? double.NaN), "0.0"));
        if (yarp is not null) Row("&emsp;x YARP", contender => WithRange(contender, yarp, figures => figures.CpuAtMost ?? double.NaN));
        Row($"CPU ms per 1,000 requests, {result.Plan.Rate}/s", contender => WithSpread(contender.Over(figures => figures.CpuAtRate ?? double.NaN), "0.0"));

        Latency($"p50 ms at {result.Plan.Rate}/s", figures => figures.LatencyMedian);
        Latency($"p99 ms at {result.Plan.Rate}/s, of one second", figures => figures.LatencyP99);
        Latency("first token of a stream, median ms", figures => figures.FirstTokenMedian);
        Latency($"{result.Plan.StreamChunks} events {result.Plan.StreamChunkMs} ms apart, median ms", figures => figures.StreamMedian);

        Row("memory after the rounds, MB", contender => Text(contender.ResidentBytes / 1e6, "0"));
        Row($"memory with {result.Plan.HeldStreams} streams open, MB", contender => Text(contender.HeldBytes / 1e6, "0"));
        Row("&emsp;their p99 to the first token, ms", contender => Text(contender.HeldFirstTokenP99, "0"));
        Row("cold start to the first answer, ms", contender => Text(new Series([.. contender.ColdStartsMs]).Median, "0"));
        Row("&emsp;the very first, ms", contender => contender == direct ? "-" : Text(contender.FirstStartMs, "0"));

        void Row(string name, Func<ContenderResult, string> cell) => Line(page, $"| {name} | {string.Join(" | ", contenders.Select(cell))} |");

        void Latency(string name, Func<RoundFigures, double> figure)
        {
            Row(name, contender => WithSpread(contender.Over(figure), "0.00"));
            Row("&emsp;added to direct", contender => contender == direct ? "-" : Text(contender.Added(direct, figure).Median, "+0.00;-0.00;0.00"));
        }
    }

    private static void WriteBars(StringBuilder page, IReadOnlyList<Bar> bars)
    {
        if (bars.Count == 0) return;
        Line(page, $"\n| bar | Signalbox | verdict |\n|---|--:|---|");
        foreach (var bar in bars)
        {
            var verdict = bar.Verdict switch { Verdict.Met => "met", Verdict.ShortOfAim => "short of the aim", _ => "**broken**" };
            Line(page, $"| {bar.Name} | {bar.Figure} | {verdict} |");
        }
    }

    /// <summary>The median of the rounds' ratios, and the least and the largest of them.</summary>
    private static string WithRange(ContenderResult contender, ContenderResult other, Func<RoundFigures, double> figure)
    {
        var ratio = contender.Ratio(other, figure);
        return contender == other || double.IsNaN(ratio.Median) ? Text(ratio.Median, "0.00") : $"{Text(ratio.Median, "0.00")} ({Text(ratio.Least, "0.00")} to {Text(ratio.Most, "0.00")})";
    }

    private static string WithSpread(Series series, string format) =>
        double.IsNaN(series.Median) ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Text(series.Median, format)} ({series.Spread:P0})");

    private static string Text(double number, string format) => double.IsNaN(number) ? "-" : number.ToString(format, CultureInfo.InvariantCulture);

    private static void Line(StringBuilder page, FormattableString line) => page.Append(FormattableString.Invariant(line)).Append('\n');
}
