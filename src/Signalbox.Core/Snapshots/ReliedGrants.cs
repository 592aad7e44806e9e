using Signalbox.Core.Access;
using Signalbox.Core.Assets;

namespace Signalbox.Core.Snapshots;

/// <summary>
/// What an organization that is not enforced allows because it is granted below. Callable targets came with lists; MCP servers came bound to
/// teams, keys and users, without a ceiling above them. So until such an organization is enforced, a server that is granted anywhere in it counts
/// as granted by it, at all times and everywhere, unless it has a word of its own on the same name, wildcard or tag.
/// </summary>
internal static class ReliedGrants
{
    /// <summary>Per organization that is not enforced and relies on something, in order.</summary>
    public static Dictionary<string, IReadOnlyList<Grant>> Of(RegistryState state)
    {
        var found = new Dictionary<string, IReadOnlyList<Grant>>(StringComparer.Ordinal);
        var granting = state.Scopes.Where(row => row.Kind != ScopeKind.Organization && HasServers(row.Grants)).Select(row => (Above: row.ParentId, row.Grants))
            .Concat(state.Keys.Where(row => row.RevokedAt is null && HasServers(row.Grants)).Select(row => (Above: row.ProjectId ?? row.TeamId, row.Grants))).ToList();
        if (granting.Count == 0) return found;
        var rows = new Dictionary<string, ScopeRow>(StringComparer.Ordinal);
        foreach (var row in state.Scopes) rows.TryAdd(row.Id, row);
        foreach (var below in granting.GroupBy(one => Organization(rows, one.Above)))
            if (below.Key is { Enforcement: AccessEnforcement.Legacy } organization && Missing(organization, below.SelectMany(one => one.Grants)) is { Count: > 0 } missing)
                found.Add(organization.Id, missing);
        return found;
    }

    /// <summary>What of the grants below an organization names what it does not name itself, without conditions and in order.</summary>
    public static IReadOnlyList<Grant> Missing(ScopeRow organization, IEnumerable<Grant> below)
    {
        var own = organization.Grants.Where(IsServer).Select(grant => grant.Asset).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. below.Where(IsServer).Select(grant => grant.Asset).Distinct(StringComparer.Ordinal).Where(name => !own.Contains(name))
                .Order(StringComparer.Ordinal).Select(name => new Grant(name) { Kind = AssetKind.McpServer }),
        ];
    }

    /// <summary>Whether a change may have altered what organizations rely on.</summary>
    public static bool Touches(RegistryState before, RegistryChange change)
    {
        if (change.Scopes.Values.Any(row => row is null || row.Kind == ScopeKind.Organization || HasServers(row.Grants))) return true;
        if (change.Keys.Values.Any(row => row is not null && HasServers(row.Grants))) return true;
        return (change.Scopes.Count > 0 && before.Scopes.Any(row => HasServers(row.Grants) && change.Scopes.ContainsKey(row.Id)))
            || (change.Keys.Count > 0 && before.Keys.Any(row => HasServers(row.Grants) && change.Keys.ContainsKey(row.Id)));
    }

    /// <summary>The organizations for which two findings differ.</summary>
    public static IEnumerable<string> Differing(Dictionary<string, IReadOnlyList<Grant>> one, Dictionary<string, IReadOnlyList<Grant>> other) =>
        ReferenceEquals(one, other) ? []
            : one.Keys.Union(other.Keys, StringComparer.Ordinal).Where(id => !one.GetValueOrDefault(id, []).SequenceEqual(other.GetValueOrDefault(id, [])));

    private static bool IsServer(Grant grant) => grant.Kind == AssetKind.McpServer;

    private static bool HasServers(IReadOnlyList<Grant> grants)
    {
        for (var i = 0; i < grants.Count; i++)
            if (IsServer(grants[i]))
                return true;
        return false;
    }

    // Three levels at most lie above; a longer way is a circle, which the compiler refuses.
    private static ScopeRow? Organization(Dictionary<string, ScopeRow> rows, string? id)
    {
        for (var step = 0; step < 3 && id is not null && rows.TryGetValue(id, out var row); step++)
        {
            if (row.Kind == ScopeKind.Organization) return row;
            id = row.ParentId;
        }
        return null;
    }
}
