namespace Signalbox.Audit;

/// <summary>Which events to list; null parts do not count.</summary>
internal sealed record AuditFilter
{
    /// <summary>All of them.</summary>
    public static AuditFilter All { get; } = new();

    public string? Actor { get; init; }
    public string? Action { get; init; }
    public string? ObjectKind { get; init; }
    public string? ObjectId { get; init; }
    /// <summary>A part of the object's name, in whatever case.</summary>
    public string? Text { get; init; }
    /// <summary>From this time on.</summary>
    public DateTimeOffset? Since { get; init; }
    /// <summary>Before this time.</summary>
    public DateTimeOffset? Until { get; init; }
    public long? Version { get; init; }
    public string? RequestId { get; init; }
}
