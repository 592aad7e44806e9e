namespace Signalbox.Access;

/// <summary>An access policy with its grants.</summary>
/// <remarks>Drafts have setters, since the JSON source generator resets init-only properties that a body leaves out.</remarks>
internal sealed record AccessDraft
{
    /// <summary>inherit (pass on what the level above allows) or restrict (narrow it to the grants).</summary>
    public string Mode { get; set; } = "inherit";

    /// <summary>Names of callable targets. Without restrict they have no effect.</summary>
    public IReadOnlyList<string> Grants { get; set; } = [];
}
