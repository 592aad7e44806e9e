using Signalbox.Core.Access;
using Signalbox.Core.Assets;

namespace Signalbox.Core.Snapshots;

/// <summary>
/// Compiles organizations, teams, projects, users and keys into the chains that judge them. A level's parent must be of the one kind that
/// belongs above it, so that no circle can stand.
/// </summary>
internal sealed class TenantCompiler(
    ScopeCompiler scopes, Dictionary<string, ScopeRow> rows, Dictionary<string, (ScopeKind Kind, ScopeChain Chain)> chains, TenantLimits limits,
    Dictionary<string, IReadOnlyList<Grant>> relied)
{
    /// <summary>The levels of the tree, each after those it may stand below.</summary>
    private static readonly ScopeKind[] Order = [ScopeKind.Organization, ScopeKind.Team, ScopeKind.Project, ScopeKind.User];

    /// <summary>Compiles everything.</summary>
    /// <exception cref="InvalidDataException">A row refers to one that is not there or of the wrong kind, or is malformed.</exception>
    public static CompiledTenants Compile(AssetCatalog assets, RegistryState state)
    {
        var compiler = new TenantCompiler(
            new ScopeCompiler(assets), new(StringComparer.Ordinal), new(StringComparer.Ordinal), new TenantLimits(assets), ReliedGrants.Of(state));
        compiler.AddLevels(state.Scopes);
        var keys = new KeyTableBuilder(KeyTable.Empty);
        foreach (var row in state.Keys)
            if (row.RevokedAt is null)
                keys.Add(row, compiler.Compile(row));
        return compiler.Finish(keys.Build());
    }

    /// <summary>Compiles levels that changed, and all below them. The tables are this compiler's own.</summary>
    /// <param name="changed">The levels that changed, as they stand now; null for one that is gone.</param>
    /// <param name="touched">Their ids, and those of further levels that say something else now.</param>
    /// <returns>The ids of all levels that were compiled, and of those that are gone.</returns>
    /// <exception cref="InvalidDataException">As for <see cref="Compile(AssetCatalog, RegistryState)"/>.</exception>
    public HashSet<string> Recompile(IReadOnlyDictionary<string, ScopeRow?> changed, HashSet<string> touched)
    {
        foreach (var (id, row) in changed)
        {
            if (row is null) rows.Remove(id);
            else rows[id] = row;
        }
        var reached = new HashSet<string>(touched, StringComparer.Ordinal);
        foreach (var kind in Order)
            foreach (var row in rows.Values)
                if (row.Kind == kind && row.ParentId is { } parent && reached.Contains(parent))
                    reached.Add(row.Id);
        foreach (var id in reached)
        {
            chains.Remove(id);
            limits.Remove(id);
        }
        foreach (var kind in Order)
            foreach (var id in reached)
                if (rows.TryGetValue(id, out var row) && row.Kind == kind)
                    Add(row);
        return reached;
    }

    /// <summary>Compiles a key, under the levels compiled before.</summary>
    /// <exception cref="InvalidDataException">The row refers to one that is not there or of the wrong kind, or is malformed.</exception>
    public KeyPrincipal Compile(KeyRow row)
    {
        var holder = row.Id;
        if ((row.TeamId ?? row.ProjectId) is null) throw new InvalidDataException($"Key {holder} belongs to neither a team nor a project.");
        var place = row.ProjectId is { } project ? Find(project, ScopeKind.Project, "Key", holder) : Find(row.TeamId, ScopeKind.Team, "Key", holder);
        var user = row.UserId is { } person ? Find(person, ScopeKind.User, "Key", holder) : null;
        if (user is not null && user.Organization.Id != place.Organization.Id)
            throw new InvalidDataException($"Key {holder} is bound to user {row.UserId} of another organization.");
        var access = scopes.Compile(new(ScopeKind.Key, EnforcementOf(place), row.Mode, row.Policies, row.Grants, row.LegacyModels));
        var environment = row.Environment ?? (row.ProjectId is { } id ? rows[id].Environment : null);
        var chain = place with
        {
            User = user?.User, Key = new Scope(ScopeKind.Key, row.Id, row.Name, access), Environment = Environment(environment, "Key", holder),
        };
        return new KeyPrincipal(row.Id, row.Name, row.Prefix, chain, environment) { Limits = limits.Of(row, chain), ValidUntil = row.ExpiresAt ?? long.MaxValue };
    }

    /// <summary>What was compiled. The compiler is not used afterwards.</summary>
    public CompiledTenants Finish(KeyTable keys) => new(keys, rows, chains, limits, relied, scopes);

    private void AddLevels(IReadOnlyList<ScopeRow> levels)
    {
        foreach (var row in levels)
            if (!rows.TryAdd(row.Id, row))
                throw new InvalidDataException($"Two levels of the tenant tree have the id {row.Id}.");
        foreach (var kind in Order)
            foreach (var row in levels)
                if (row.Kind == kind)
                    Add(row);
    }

    private void Add(ScopeRow row)
    {
        var chain = Chain(row);
        chains.Add(row.Id, (row.Kind, chain));
        limits.Add(row, chain.Organization.Id);
    }

    private ScopeChain Chain(ScopeRow row)
    {
        if (row.Kind == ScopeKind.Organization)
        {
            if (row.ParentId is not null) throw new InvalidDataException($"The organization '{row.Name}' ({row.Id}) belongs to {row.ParentId}; an organization belongs to nothing.");
            return new ScopeChain(Compile(row, row.Enforcement, relied.TryGetValue(row.Id, out var below) ? [.. row.Grants, .. below] : row.Grants));
        }
        var level = $"The {row.Kind.ToString().ToLowerInvariant()} '{row.Name}'";
        var above = Find(row.ParentId, row.Kind == ScopeKind.Project ? ScopeKind.Team : ScopeKind.Organization, level, row.Id);
        var own = Compile(row, EnforcementOf(above), row.Grants);
        return row.Kind switch
        {
            ScopeKind.Team => above with { Team = own },
            ScopeKind.Project => above with { Project = own, Environment = Environment(row.Environment, level, row.Id) },
            _ => above with { User = own },
        };
    }

    private Scope Compile(ScopeRow row, AccessEnforcement enforcement, IReadOnlyList<Grant> grants) => new(row.Kind, row.Id, row.Name,
        scopes.Compile(new(row.Kind, enforcement, row.Mode, row.Policies ?? [], grants, row.LegacyModels)));

    private AccessEnforcement EnforcementOf(ScopeChain chain) => rows[chain.Organization.Id].Enforcement;

    // Whose fault it is comes in two parts, so that nothing is put together for the hundred thousand that are right.
    private ScopeChain Find(string? id, ScopeKind kind, string holder, string holderId) =>
        id is not null && chains.TryGetValue(id, out var found) && found.Kind == kind
            ? found.Chain
            : throw new InvalidDataException($"{holder} ({holderId}) belongs to the {kind.ToString().ToLowerInvariant()} {id}, which does not exist.");

    private static Environments Environment(string? name, string holder, string holderId) => name is null
        ? Environments.None
        : EnvironmentNames.Parse(name) ?? throw new InvalidDataException($"{holder} ({holderId}) is in the unknown environment '{name}'.");
}
