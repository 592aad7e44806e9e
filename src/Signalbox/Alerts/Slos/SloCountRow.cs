namespace Signalbox.Alerts.Slos;

/// <summary>A row of <c>slo_counts</c>: calls of a quarter of an hour.</summary>
internal sealed record SloCountRow
{
    public string SloId { get; init; } = "";
    public long At { get; init; }
    public long Good { get; init; }
    public long Total { get; init; }
    public string TermsHash { get; init; } = "";
}
