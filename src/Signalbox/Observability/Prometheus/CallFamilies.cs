namespace Signalbox.Observability.Prometheus;

/// <summary>Writes the histograms over calls straight from their cells.</summary>
internal static class CallFamilies
{
    /// <summary>Writes all of them.</summary>
    public static void Write(PrometheusText text, CallMetrics metrics)
    {
        var targets = metrics.Targets.OrderBy(target => target.Key.Model, StringComparer.Ordinal).ToArray();
        Family(text, CallHistograms.Duration, targets, static target =>
            target.Durations.Select(d => (d.Value, d.Key.Length == 0 ? Labels(target) : $"{Labels(target)},{PrometheusText.Labels((GenAI.ErrorType, d.Key))}")));
        Family(text, CallHistograms.TimeToFirstToken, targets, static target => [(target.TimeToFirstToken, Labels(target))]);
        Family(text, CallHistograms.TimePerOutputToken, targets, static target => [(target.TimePerOutputToken, Labels(target))]);
        Family(text, CallHistograms.TokenUsage, targets, static target =>
        [
            (target.InputTokens, $"{Labels(target)},{PrometheusText.Labels((GenAI.TokenType, "input"))}"),
            (target.OutputTokens, $"{Labels(target)},{PrometheusText.Labels((GenAI.TokenType, "output"))}"),
        ]);
        Family(text, CallHistograms.Overhead, targets, static target => [(target.Overhead, Labels(target))]);
    }

    private static void Family(
        PrometheusText text, HistogramShape shape, TargetSeries[] targets, Func<TargetSeries, IEnumerable<(HistogramCells Cells, string Labels)>> series)
    {
        var name = PrometheusName.Metric(shape.Name, shape.Unit, isCounter: false);
        text.Family(name, "histogram", shape.Help);
        foreach (var (cells, labels) in targets.SelectMany(series).Where(s => s.Cells.Count > 0)) text.Histogram(name, labels, cells);
    }

    private static string Labels(TargetSeries target) => PrometheusText.Labels(
        (GenAI.OperationName, GenAI.Operation(target.Key.Api)), (GenAI.RequestModel, target.Key.Model), (GenAI.ProviderName, target.System),
        (GenAI.ResponseModel, target.Key.UpstreamModel), (GenAI.Account, target.Key.Provider));
}
