namespace Signalbox.Quality.Contracts;

/// <summary>A row of <c>quality_standings</c>.</summary>
internal sealed record StandingRow
{
    public required string ContractId { get; init; }
    public required string Standing { get; init; }
    public long Since { get; init; }
    public long EvaluatedAt { get; init; }
    public required string Bounds { get; init; }
}
