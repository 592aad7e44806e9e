namespace Signalbox.Policies;

/// <summary>A row of <c>policy_activations</c>.</summary>
internal sealed record PolicyActivationRow
{
    /// <summary>What puts a version in force.</summary>
    public const string Activate = "activate";

    /// <summary>What undoes that.</summary>
    public const string Rollback = "rollback";

    public required string Id { get; init; }
    public required string PolicyId { get; init; }
    public required string Action { get; init; }
    public long Version { get; init; }
    public long Previous { get; init; }
    public required string Actor { get; init; }
    public string? Reason { get; init; }
    /// <summary>1 when a rollback undid it, and for a rollback itself.</summary>
    public long Undone { get; init; }
    public long At { get; init; }
}
