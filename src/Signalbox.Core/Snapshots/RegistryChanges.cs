namespace Signalbox.Core.Snapshots;

/// <summary>Applies a change to rows. Pure: the result is what a read of everything would have found.</summary>
public static class RegistryChanges
{
    /// <summary>The registry after a change.</summary>
    public static RegistryState Apply(this RegistryState state, RegistryChange change) => state with
    {
        Version = change.Version,
        Providers = change.Assets?.Providers ?? state.Providers,
        Models = change.Assets?.Models ?? state.Models,
        RouteGroups = change.Assets?.RouteGroups ?? state.RouteGroups,
        Policies = change.Assets?.Policies ?? state.Policies,
        OtherAssets = change.Assets?.Others ?? state.OtherAssets,
        Scopes = Replace(state.Scopes, change.Scopes, static row => row.Id),
        Keys = Replace(state.Keys, change.Keys, static row => row.Id),
    };

    /// <summary>Rows that changed stay in their place, those that are gone leave theirs, new ones stand at the end in order of id.</summary>
    private static IReadOnlyList<T> Replace<T>(IReadOnlyList<T> rows, IReadOnlyDictionary<string, T?> changed, Func<T, string> idOf) where T : class
    {
        if (changed.Count == 0) return rows;
        var next = new List<T>(rows.Count + changed.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!changed.TryGetValue(idOf(row), out var now))
            {
                next.Add(row);
                continue;
            }
            seen.Add(idOf(row));
            if (now is not null) next.Add(now);
        }
        next.AddRange(changed.Where(pair => pair.Value is not null && !seen.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value!));
        return next;
    }
}
