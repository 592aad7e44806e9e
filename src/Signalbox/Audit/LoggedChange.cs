namespace Signalbox.Audit;

/// <summary>One object that one version changed.</summary>
internal sealed record LoggedChange
{
    public long Version { get; init; }
    public required string ObjectKind { get; init; }
    public required string ObjectId { get; init; }
}
