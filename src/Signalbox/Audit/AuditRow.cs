namespace Signalbox.Audit;

/// <summary>A row of <c>audit_events</c>.</summary>
internal sealed record AuditRow
{
    public required string Id { get; init; }
    /// <summary>Its place in the chain, from 1; 0 while an older release's event has none.</summary>
    public long Sequence { get; init; }
    /// <summary>Unix milliseconds.</summary>
    public long At { get; init; }
    public required string Actor { get; init; }
    public required string Action { get; init; }
    public required string ObjectKind { get; init; }
    public required string ObjectId { get; init; }
    public required string ObjectName { get; init; }
    /// <summary>JSON text.</summary>
    public string? BeforeState { get; init; }
    /// <summary>JSON text.</summary>
    public string? AfterState { get; init; }
    public string? Reason { get; init; }
    public string? RequestId { get; init; }
    public string? RemoteAddress { get; init; }
    public long Version { get; init; }
    /// <summary>The hash of the event before, 64 hexadecimal digits.</summary>
    public string PreviousHash { get; init; } = "";
    /// <summary>Its own hash, see <see cref="Chain.AuditHash"/>.</summary>
    public string Hash { get; init; } = "";
}
