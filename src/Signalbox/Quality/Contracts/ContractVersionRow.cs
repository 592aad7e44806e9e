namespace Signalbox.Quality.Contracts;

/// <summary>A row of <c>quality_contract_versions</c>.</summary>
internal sealed record ContractVersionRow
{
    public required string ContractId { get; init; }
    public long Revision { get; init; }
    public required string Terms { get; init; }
    public required string Actor { get; init; }
    public string? Reason { get; init; }
    public long At { get; init; }
}
