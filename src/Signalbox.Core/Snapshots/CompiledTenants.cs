using Signalbox.Core.Access;

namespace Signalbox.Core.Snapshots;

/// <summary>The tenant tree and its keys, compiled. Immutable, but for what <see cref="Scopes"/> and <see cref="Limits"/> remember for the next change.</summary>
/// <param name="Keys">Live keys.</param>
/// <param name="Rows">The levels of the tree as they were compiled.</param>
/// <param name="Chains">Per level of the tree, the scopes down to it.</param>
/// <param name="Limits">The limits down to each level.</param>
/// <param name="Relied">Per organization that is not enforced, what it allows because it is granted below (<see cref="ReliedGrants"/>).</param>
/// <param name="Scopes">What compiled the scopes, for the next change. One thread at a time.</param>
internal sealed record CompiledTenants(
    KeyTable Keys, Dictionary<string, ScopeRow> Rows, Dictionary<string, (ScopeKind Kind, ScopeChain Chain)> Chains,
    TenantLimits Limits, Dictionary<string, IReadOnlyList<Grant>> Relied, ScopeCompiler Scopes)
{
    /// <summary>The tenants after a change: what it reaches is compiled, the rest shared.</summary>
    /// <param name="before">The rows these were compiled from.</param>
    /// <param name="change">What changed.</param>
    /// <param name="after">The rows after it.</param>
    /// <param name="isPreview">Whether <see cref="Scopes"/> and <see cref="Limits"/> must be left alone.</param>
    /// <exception cref="InvalidDataException">A row refers to one that is not there or of the wrong kind, or is malformed.</exception>
    public CompiledTenants Recompile(RegistryState before, RegistryChange change, RegistryState after, bool isPreview)
    {
        var scopes = isPreview ? new ScopeCompiler(Scopes.Catalog) : Scopes;
        var relied = ReliedGrants.Touches(before, change) ? ReliedGrants.Of(after) : Relied;
        var touched = change.Scopes.Keys.Concat(ReliedGrants.Differing(Relied, relied)).ToHashSet(StringComparer.Ordinal);
        var limits = Limits.Next(levelsChange: touched.Count > 0, isPreview);
        var compiler = touched.Count == 0
            ? new TenantCompiler(scopes, Rows, Chains, limits, relied)
            : new TenantCompiler(scopes, new(Rows, StringComparer.Ordinal), new(Chains, StringComparer.Ordinal), limits, relied);
        var reached = touched.Count == 0 ? touched : compiler.Recompile(change.Scopes, touched);

        var keys = new KeyTableBuilder(Keys);
        if (change.Keys.Count > 0)
            foreach (var row in before.Keys)
                if (change.Keys.ContainsKey(row.Id))
                    keys.Remove(row);
        foreach (var row in change.Keys.Values)
            if (row is { RevokedAt: null })
                keys.Add(row, compiler.Compile(row));
        if (reached.Count > 0)
            foreach (var row in after.Keys)
                if (row.RevokedAt is null && !change.Keys.ContainsKey(row.Id) && IsBelow(row, reached))
                    keys.Replace(row, compiler.Compile(row));
        return compiler.Finish(keys.Build());
    }

    private static bool IsBelow(KeyRow row, HashSet<string> reached) =>
        (row.ProjectId is { } project ? reached.Contains(project) : row.TeamId is { } team && reached.Contains(team))
        || (row.UserId is { } user && reached.Contains(user));
}
