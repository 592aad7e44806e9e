using Signalbox.Admin;
using Signalbox.Core.Access;
using Signalbox.Core.Snapshots;

namespace Signalbox.Access.Changes;

/// <summary>What changes of access come to, as a change of the registry, and whom they can reach.</summary>
/// <param name="Change">The rows that would differ.</param>
/// <param name="Keys">Ids of the keys that a changed scope judges, in ordinal order; revoked and expired ones are left out.</param>
internal sealed record ChangedRegistry(RegistryChange Change, IReadOnlyList<string> Keys)
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

        var changed = new RegistryChange
        {
            Version = state.Version,
            Scopes = changes.Where(change => change.Scope.Kind != ScopeKind.Key).ToDictionary(change => change.Scope.Id, change => (ScopeRow?)Apply(change, scopes[change.Scope.Id]), StringComparer.Ordinal),
            Keys = changes.Where(change => change.Scope.Kind == ScopeKind.Key).ToDictionary(change => change.Scope.Id, change => (KeyRow?)Apply(change, keys[change.Scope.Id]), StringComparer.Ordinal),
        };
        var ids = changes.Select(change => change.Scope.Id).ToHashSet(StringComparer.Ordinal);
        return new(changed,
        [
            .. state.Keys.Where(key => !(key.ExpiresAt <= now) && Levels(key, scopes).Any(ids.Contains)).Select(key => key.Id).Order(StringComparer.Ordinal),
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
