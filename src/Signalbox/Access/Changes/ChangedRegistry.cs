using Signalbox.Admin;
using Signalbox.Core.Access;
using Signalbox.Core.Snapshots;

namespace Signalbox.Access.Changes;

/// <summary>The part of the registry that changes of access can reach, with and without them: the organizations of the changed scopes.</summary>
/// <param name="Before">As it is.</param>
/// <param name="After">As it would be.</param>
/// <param name="Keys">Ids of the keys that a changed scope judges, in ordinal order; revoked and expired ones are left out.</param>
internal sealed record ChangedRegistry(RegistryState Before, RegistryState After, IReadOnlyList<string> Keys)
{
    /// <summary>Applies changes.</summary>
    /// <param name="state">The whole registry.</param>
    /// <param name="changes">Changes that keep the rules.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <exception cref="ProblemException">404 for a scope that is not there, or a key that was revoked.</exception>
    public static ChangedRegistry Of(RegistryState state, IReadOnlyList<AccessChange> changes, long now)
    {
        var scopes = state.Scopes.ToDictionary(scope => scope.Id, StringComparer.Ordinal);
        var keys = state.Keys.ToDictionary(key => key.Id, StringComparer.Ordinal);
        foreach (var (kind, id) in changes.Select(change => change.Scope))
            if (kind == ScopeKind.Key ? !keys.ContainsKey(id) : scopes.GetValueOrDefault(id)?.Kind != kind)
                throw ProblemException.NotFound(kind == ScopeKind.Key ? "live key" : AccessModes.Name(kind), id);

        string Organization(string id) => scopes[id].ParentId is { } above ? Organization(above) : id;
        string OrganizationOf(KeyRow key) => Organization((key.ProjectId ?? key.TeamId)!);
        var reached = changes.Select(change => change.Scope.Kind == ScopeKind.Key ? OrganizationOf(keys[change.Scope.Id]) : Organization(change.Scope.Id)).ToHashSet(StringComparer.Ordinal);
        var before = state with
        {
            Scopes = [.. state.Scopes.Where(scope => reached.Contains(Organization(scope.Id)))],
            Keys = [.. state.Keys.Where(key => !(key.ExpiresAt <= now) && reached.Contains(OrganizationOf(key)))],
        };
        var byId = changes.ToDictionary(change => change.Scope.Id, StringComparer.Ordinal);
        var after = before with
        {
            Scopes = [.. before.Scopes.Select(scope => byId.TryGetValue(scope.Id, out var change) ? Apply(change, scope) : scope)],
            Keys = [.. before.Keys.Select(key => byId.TryGetValue(key.Id, out var change) ? Apply(change, key) : key)],
        };
        return new(before, after,
        [
            .. before.Keys.Where(key => Levels(key, scopes).Any(byId.ContainsKey)).Select(key => key.Id).Order(StringComparer.Ordinal),
        ]);
    }

    private static IEnumerable<string> Levels(KeyRow key, Dictionary<string, ScopeRow> scopes)
    {
        yield return key.Id;
        if (key.UserId is { } user) yield return user;
        for (var id = key.ProjectId ?? key.TeamId; id is not null; id = scopes[id].ParentId) yield return id;
    }

    private static ScopeRow Apply(AccessChange change, ScopeRow scope)
    {
        var access = change.Apply(Read(scope.Mode, scope.Grants));
        return scope with { Mode = AccessModes.Parse(access.Mode)!.Value, Grants = Write(access, scope.Grants) };
    }

    private static KeyRow Apply(AccessChange change, KeyRow key)
    {
        var access = change.Apply(Read(key.Mode, key.Grants));
        return key with { Mode = AccessModes.Parse(access.Mode)!.Value, Grants = Write(access, key.Grants) };
    }

    private static AccessDraft Read(AccessMode mode, IReadOnlyList<Grant> grants) =>
        AccessDraft.From(mode == AccessMode.Restrict ? "restrict" : "inherit", grants.Where(IsOfTargets));

    // Grants of other kinds of asset stay: the changes speak of callable targets.
    private static IReadOnlyList<Grant> Write(AccessDraft access, IReadOnlyList<Grant> all) => [.. access.ToGrants(), .. all.Where(grant => !IsOfTargets(grant))];

    private static bool IsOfTargets(Grant grant) => grant.Kind == Core.Assets.AssetKind.CallableTarget;
}
