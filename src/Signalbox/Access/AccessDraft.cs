using Signalbox.Core.Access;

namespace Signalbox.Access;

/// <summary>An access policy with its grants.</summary>
/// <remarks>Drafts have setters, since the JSON source generator resets init-only properties that a body leaves out.</remarks>
internal sealed record AccessDraft
{
    /// <summary>inherit (pass on what the level above allows) or restrict (narrow it to the grants).</summary>
    public string Mode { get; set; } = "inherit";

    /// <summary>Names of callable targets, wildcards or tags, each alone or as an object with conditions. Without restrict they have no effect.</summary>
    public IReadOnlyList<GrantDraft> Grants { get; set; } = [];

    /// <summary>A policy from its stored form.</summary>
    public static AccessDraft From(string mode, IEnumerable<Grant> grants) => new() { Mode = mode, Grants = [.. grants.Select(GrantDraft.From)] };

    /// <summary>The grants as they are stored. Only for a draft that keeps the rules.</summary>
    public IReadOnlyList<Grant> ToGrants() => [.. Grants.Select(grant => grant.ToGrant())];

    /// <summary>Whether the grants are those, in whatever order.</summary>
    public bool GrantsAre(IReadOnlyList<Grant> stored) => ToGrants().ToHashSet().SetEquals(stored);
}
