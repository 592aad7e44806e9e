using Signalbox.Core.Snapshots;

namespace Signalbox.Core.Access.Migration;

/// <summary>What a backfill writes in one organization.</summary>
/// <param name="Ceiling">Grants for the organization; none where it has some already.</param>
/// <param name="Children">What it writes below, each level once.</param>
public sealed record OrganizationBackfill(IReadOnlyList<Grant> Ceiling, IReadOnlyList<ChildBackfill> Children)
{
    /// <summary>Nothing.</summary>
    public static OrganizationBackfill None { get; } = new([], []);

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => Ceiling.Count == 0 && Children.Count == 0;

    /// <summary>The rows as they stand once it is written.</summary>
    public OrganizationRows ApplyTo(OrganizationRows rows)
    {
        var byId = Children.ToDictionary(child => child.Id, StringComparer.Ordinal);
        return new(
            rows.Organization with { Grants = [.. rows.Organization.Grants, .. Ceiling] },
            [.. rows.Levels.Select(row => byId.TryGetValue(row.Id, out var child) ? After(row, child) : row)],
            [.. rows.Keys.Select(row => byId.TryGetValue(row.Id, out var child) ? After(row, child) : row)]);
    }

    // Only callable targets have legacy lists, so a child's restriction is always the one of its row.
    private static ScopeRow After(ScopeRow row, ChildBackfill child) => row with
    {
        Mode = AccessMode.Restrict,
        Grants = child.Grants is { } grants ? [.. row.Grants.Except(child.Dropped), .. grants] : row.Grants,
        LegacyModels = child.ClearsList ? null : row.LegacyModels,
    };

    private static KeyRow After(KeyRow row, ChildBackfill child) => row with
    {
        Mode = AccessMode.Restrict,
        Grants = child.Grants is { } grants ? [.. row.Grants.Except(child.Dropped), .. grants] : row.Grants,
        LegacyModels = child.ClearsList ? null : row.LegacyModels,
    };
}
