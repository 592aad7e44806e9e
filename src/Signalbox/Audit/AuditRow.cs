namespace Signalbox.Audit;

/// <summary>A row of <c>audit_events</c>.</summary>
internal sealed record AuditRow
{
    public required string Id { get; init; }
    public long At { get; init; }
    public required string Actor { get; init; }
    public required string Action { get; init; }
    public required string ObjectKind { get; init; }
    public required string ObjectId { get; init; }
    public required string ObjectName { get; init; }
    public string? BeforeState { get; init; }
    public string? AfterState { get; init; }
    public string? RequestId { get; init; }
    public string? RemoteAddress { get; init; }
    public long Version { get; init; }
}
