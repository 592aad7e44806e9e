using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Core.Access.Migration;

/// <summary>What a backfill writes in one organization.</summary>
/// <param name="Kind">The kind of asset it is about.</param>
/// <param name="Ceiling">Grants for the organization, besides those it has; none where it lacks none.</param>
/// <param name="Children">What it writes below, each level once.</param>
public sealed record OrganizationBackfill(AssetKind Kind, IReadOnlyList<Grant> Ceiling, IReadOnlyList<ChildBackfill> Children)
{
    /// <summary>Nothing.</summary>
    public static OrganizationBackfill None { get; } = new(AssetKind.CallableTarget, [], []);

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

    private bool ForTargets => Kind == AssetKind.CallableTarget;

    private ScopeRow After(ScopeRow row, ChildBackfill child) => row with
    {
        Mode = ForTargets ? AccessMode.Restrict : row.Mode,
        Policies = ForTargets ? row.Policies : Restricted(row.Policies ?? []),
        Grants = Granted(row.Grants, child),
        LegacyModels = child.ClearsList ? null : row.LegacyModels,
    };

    private KeyRow After(KeyRow row, ChildBackfill child) => row with
    {
        Mode = ForTargets ? AccessMode.Restrict : row.Mode,
        Policies = ForTargets ? row.Policies : Restricted(row.Policies),
        Grants = Granted(row.Grants, child),
        LegacyModels = child.ClearsList ? null : row.LegacyModels,
    };

    private IReadOnlyList<AccessPolicy> Restricted(IReadOnlyList<AccessPolicy> policies) =>
        [.. policies.Where(policy => policy.Kind != Kind), new(Kind, AccessMode.Restrict)];

    private static IReadOnlyList<Grant> Granted(IReadOnlyList<Grant> current, ChildBackfill child) =>
        child.Grants is { } grants ? [.. current.Except(child.Dropped).Except(grants), .. grants] : current;
}
