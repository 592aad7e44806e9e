using System.Text.RegularExpressions;
using Signalbox.Core.Access;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Access;

/// <summary>The rules of access once more, over the rows as they stand, by name and without any thought for speed. What the engine must equal.</summary>
internal sealed class NaiveAccess(RegistryState state)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _tagsByTarget = state.Models.Where(m => m.Enabled).Select(m => (m.Name, m.Tags))
        .Concat(state.RouteGroups.Where(g => g.Enabled).Select(g => (Name: g.Key, g.Tags))).ToDictionary(t => t.Name, t => t.Tags);

    public bool Allows(ScopeKind kind, string id, string target, long now)
    {
        if (!_tagsByTarget.ContainsKey(target)) return false;
        var (rows, key, environment) = Levels(kind, id);
        var organization = rows.Single(row => row.Kind == ScopeKind.Organization);
        var legacy = organization.Enforcement == AccessEnforcement.Legacy;
        if (organization.Grants.Count > 0 || !legacy)
        {
            if (!AnyHolds(organization.Grants, target, now, environment)) return false;
        }
        return rows.Where(row => row != organization).All(row => Narrow(row.Mode, row.Grants, row.LegacyModels))
            && (key is null || Narrow(key.Mode, key.Grants, key.LegacyModels));

        bool Narrow(AccessMode mode, IReadOnlyList<Grant> grants, IReadOnlyList<string>? list)
        {
            if (mode == AccessMode.Restrict) return AnyHolds(grants, target, now, environment);
            return !legacy || list is not { Count: > 0 } || list.Contains(target);
        }
    }

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

    private bool AnyHolds(IReadOnlyList<Grant> grants, string target, long now, string? environment) => grants.Any(grant =>
        Names(grant.Asset, target)
        && !(grant.ExpiresAt <= now)
        && (grant.Environments == Environments.None || EnvironmentNames.Of(grant.Environments).Contains(environment)));

    private bool Names(string text, string target) =>
        text.StartsWith("tag:", StringComparison.Ordinal) ? _tagsByTarget[target].Contains(text[4..])
        : Regex.IsMatch(target, $"^{Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal)}$");
}
