using System.Text.RegularExpressions;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Access;

/// <summary>The rules of access once more, over the rows as they stand, by name and without any thought for speed. What the engine must equal.</summary>
internal sealed class NaiveAccess(RegistryState state)
{
    private readonly Dictionary<(AssetKind, string), IReadOnlyList<string>> _tags = state.Models.Where(m => m.Enabled).Select(m => (Kind: AssetKind.CallableTarget, m.Name, m.Tags))
        .Concat(state.RouteGroups.Where(g => g.Enabled).Select(g => (Kind: AssetKind.CallableTarget, Name: g.Key, g.Tags)))
        .Concat(state.OtherAssets.Select(row => (row.Kind, row.Name, row.Tags)))
        .ToDictionary(t => (t.Kind, t.Name), t => t.Tags);

    public bool Allows(ScopeKind kind, string id, AssetKind assetKind, string asset, long now)
    {
        if (!_tags.ContainsKey((assetKind, asset))) return false;
        var (rows, key, environment) = Levels(kind, id);
        var organization = rows.Single(row => row.Kind == ScopeKind.Organization);
        var legacy = organization.Enforcement == AccessEnforcement.Legacy;
        return OrganizationAllows()
            && rows.Where(row => row != organization).All(row => Lets(row.Mode, row.Policies ?? [], row.Grants, row.LegacyModels))
            && (key is null || Lets(key.Mode, key.Policies, key.Grants, key.LegacyModels));

        bool OrganizationAllows()
        {
            Grant[] own = [.. organization.Grants.Where(grant => grant.Kind == assetKind)];
            if (legacy && assetKind == AssetKind.CallableTarget && own.Length == 0) return true;
            if (AnyHolds(own, assetKind, asset, now, environment)) return true;
            if (!legacy || assetKind != AssetKind.McpServer) return false;
            // What it has no word of its own on, and what is granted anywhere in it.
            return GrantedBelow(organization.Id).Any(grant => grant.Kind == assetKind && own.All(one => one.Asset != grant.Asset) && Names(grant.Asset, assetKind, asset));
        }

        bool Lets(AccessMode mode, IReadOnlyList<AccessPolicy> policies, IReadOnlyList<Grant> all, IReadOnlyList<string>? list)
        {
            Grant[] grants = [.. all.Where(grant => grant.Kind == assetKind)];
            if (assetKind != AssetKind.CallableTarget) mode = policies.SingleOrDefault(policy => policy.Kind == assetKind).Mode;
            if (mode == AccessMode.Restrict || (legacy && assetKind == AssetKind.McpServer && grants.Length > 0)) return AnyHolds(grants, assetKind, asset, now, environment);
            return !legacy || assetKind != AssetKind.CallableTarget || list is not { Count: > 0 } || list.Contains(asset);
        }
    }

    private IEnumerable<Grant> GrantedBelow(string organizationId) =>
        state.Scopes.Where(row => row.Id != organizationId && Levels(row.Kind, row.Id).Rows.Any(above => above.Id == organizationId)).SelectMany(row => row.Grants)
            .Concat(state.Keys.Where(key => Levels(ScopeKind.Key, key.Id).Rows.Any(above => above.Id == organizationId)).SelectMany(key => key.Grants));

    private (List<ScopeRow> Rows, KeyRow? Key, string? Environment) Levels(ScopeKind kind, string id)
    {
        var rows = new List<ScopeRow>();
        if (kind != ScopeKind.Key)
        {
            var environment = state.Scopes.Single(row => row.Id == id).Environment;
            Climb(id);
            return (rows, null, environment);
        }
        var key = state.Keys.Single(k => k.Id == id);
        Climb(key.ProjectId ?? key.TeamId!);
        if (key.UserId is { } user) rows.Add(state.Scopes.Single(row => row.Id == user));
        return (rows, key, key.Environment ?? state.Scopes.SingleOrDefault(row => row.Id == key.ProjectId)?.Environment);

        void Climb(string? at)
        {
            for (; at is not null; at = rows[^1].ParentId) rows.Add(state.Scopes.Single(row => row.Id == at));
        }
    }

    private bool AnyHolds(IReadOnlyList<Grant> grants, AssetKind kind, string asset, long now, string? environment) => grants.Any(grant =>
        Names(grant.Asset, kind, asset)
        && !(grant.ExpiresAt <= now)
        && (grant.Environments == Environments.None || EnvironmentNames.Of(grant.Environments).Contains(environment)));

    private bool Names(string text, AssetKind kind, string asset) =>
        text.StartsWith("tag:", StringComparison.Ordinal) ? _tags[(kind, asset)].Contains(text[4..])
        : Regex.IsMatch(asset, $"^{Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal)}$");
}
