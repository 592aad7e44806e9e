using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Core.Access.Migration;

/// <summary>
/// Finds how an organization stands on the way to enforcement, and the least that takes it there without changing what any key may use:
/// <code>
///   callable targets                                                    MCP servers
///   1. the organization gets grants for what its teams may use now,     1. the organization gets a grant for what is granted anywhere
///      if it has none                                                      below it and it has no word on itself
///   2. a level that inherits and has a legacy list gets a restriction   2. a level that inherits and has grants gets a restriction
///      to the names on it                                                  to them
///   3. a list that holds no unknown name goes
/// </code>
/// Pure: the same rows give the same plan, and the plan for what it leaves behind is empty.
/// </summary>
public static class MigrationPlanner
{
    private static readonly Environments[] Places = [Environments.None, Environments.Dev, Environments.Staging, Environments.Prod];

    /// <summary>Looks at one organization.</summary>
    /// <param name="rows">What is stored.</param>
    /// <param name="catalog">What is registered of one kind.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <exception cref="InvalidDataException">The rows do not hold together.</exception>
    public static OrganizationFinding Find(OrganizationRows rows, MigrationCatalog catalog, long now)
    {
        var enforced = rows.Organization.Enforcement == AccessEnforcement.Enforced;
        ChildFinding[] children =
        [
            .. rows.Levels.Select(row => Child(row.Kind, row.Id, row.Name, row.Mode, row.Policies ?? [], row.Grants, row.LegacyModels, catalog, enforced)),
            .. rows.Keys.Select(row => Child(ScopeKind.Key, row.Id, row.Name, row.Mode, row.Policies, row.Grants, row.LegacyModels, catalog, enforced)),
        ];
        if (enforced) return new(rows, RolloutState.Enforced, children, OrganizationBackfill.None);

        var ceiling = Ceiling(rows, catalog, now);
        var state = children.Any(child => child.State == RolloutState.MissingCatalogKeys) ? RolloutState.MissingCatalogKeys
            : ceiling.Count > 0 ? RolloutState.NeedsOrgBootstrap
            : children.Any(child => child.State == RolloutState.NeedsScopeBackfill) ? RolloutState.NeedsScopeBackfill
            : RolloutState.ReadyForEnforce;
        return new(rows, state, children, new(catalog.Kind, ceiling, [.. children.Select(child => child.Backfill).OfType<ChildBackfill>()]));
    }

    /// <summary>
    /// The smallest ceiling that takes nothing from any key, present or to come. Of callable targets: what a key could use in some team, wherever
    /// it is. Every key stands in a team, and nothing below a team widens. Without a team nothing narrows yet, so the whole catalog. Of MCP
    /// servers: what the organization relies on already.
    /// </summary>
    private static IReadOnlyList<Grant> Ceiling(OrganizationRows rows, MigrationCatalog catalog, long now)
    {
        if (catalog.Kind == AssetKind.McpServer)
            return ReliedGrants.Missing(rows.Organization, rows.Levels.SelectMany(row => row.Grants).Concat(rows.Keys.SelectMany(key => key.Grants)));
        if (rows.Organization.Grants.Any(grant => grant.Kind == catalog.Kind) || catalog.Names.Count == 0) return [];
        var tenants = rows.Compile(catalog.Assets);
        ScopeChain[] chains =
        [
            .. from row in rows.Levels
               where row.Kind == ScopeKind.Team
               from place in Places
               select tenants.Chains[row.Id].Chain with { Environment = place },
        ];
        return
        [
            .. catalog.Assets.All(catalog.Kind)
                .Where(asset => chains.Length == 0 || chains.Any(chain => AccessEngine.Decide(chain, asset, now).Allowed))
                .Select(asset => new Grant(asset.Name) { Kind = catalog.Kind }),
        ];
    }

    private static ChildFinding Child(
        ScopeKind kind, string id, string name, AccessMode ownMode, IReadOnlyList<AccessPolicy> policies, IReadOnlyList<Grant> allGrants,
        IReadOnlyList<string>? list, MigrationCatalog catalog, bool enforced)
    {
        var forTargets = catalog.Kind == AssetKind.CallableTarget;
        var mode = forTargets ? ownMode : policies.Where(policy => policy.Kind == catalog.Kind).Select(policy => policy.Mode).FirstOrDefault();
        Grant[] grants = [.. allGrants.Where(grant => grant.Kind == catalog.Kind)];
        string[] legacy = forTargets ? [.. list ?? []] : [];
        string[] valid = [.. legacy.Where(catalog.Has).Order(StringComparer.Ordinal)];
        string[] missing = [.. legacy.Where(item => !catalog.Has(item)).Order(StringComparer.Ordinal)];
        string[] unbound = [.. valid.Except(Bound(grants, catalog))];
        var state = enforced ? RolloutState.Enforced
            : missing.Length > 0 ? RolloutState.MissingCatalogKeys
            : legacy.Length > 0 && (mode != AccessMode.Restrict || unbound.Length > 0) ? RolloutState.NeedsScopeBackfill
            : !forTargets && grants.Length > 0 && mode != AccessMode.Restrict ? RolloutState.NeedsScopeBackfill
            : RolloutState.ReadyForEnforce;
        return new(kind, id, name, mode, grants, legacy, valid, missing, state, enforced ? null : Backfill());

        ChildBackfill? Backfill()
        {
            if (!forTargets) return state == RolloutState.NeedsScopeBackfill ? new(kind, id, name, grants, [], false, []) : null;
            if (legacy.Length == 0) return null;
            if (mode == AccessMode.Restrict) return missing.Length > 0 ? null : new(kind, id, name, null, [], true, unbound);
            return valid.Length == 0 ? null : new(kind, id, name, [.. valid.Select(target => new Grant(target))], grants, missing.Length == 0, []);
        }
    }

    /// <summary>The names that grants allow at all times and everywhere.</summary>
    private static IEnumerable<string> Bound(IEnumerable<Grant> grants, MigrationCatalog catalog) => grants.Where(grant => grant.IsUnconditional)
        .SelectMany(grant => CompiledGrant.From(grant, catalog.Assets).Assets.Members)
        .Select(index => catalog.Assets.All(catalog.Kind)[index].Name);
}
