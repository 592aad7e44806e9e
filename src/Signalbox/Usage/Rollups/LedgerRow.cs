namespace Signalbox.Usage.Rollups;

/// <summary>A row of <c>provider_ledger</c>.</summary>
internal sealed record LedgerRow
{
    public long At { get; init; }
    public string Provider { get; init; } = "";
    public long Dispatched { get; init; }
    public long Settled { get; init; }
    public long Failed { get; init; }
    public long Interrupted { get; init; }
    public long Disconnected { get; init; }
    public long Drained { get; init; }
}
