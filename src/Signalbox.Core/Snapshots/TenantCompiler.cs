using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Limits;

namespace Signalbox.Core.Snapshots;

/// <summary>
/// Compiles organizations, teams, projects, users and keys into the chains that judge them. A level's parent must be of the one kind that
/// belongs above it, so that no circle can stand.
/// </summary>
internal sealed class TenantCompiler(AssetCatalog assets)
{
    private readonly ScopeCompiler _scopes = new(assets);
    private readonly Dictionary<string, ScopeRow> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ScopeKind Kind, ScopeChain Chain)> _chains = new(StringComparer.Ordinal);
    private readonly TenantLimits _limits = new(assets);

    /// <summary>Compiles.</summary>
    /// <exception cref="InvalidDataException">A row refers to one that is not there or of the wrong kind, or is malformed.</exception>
    public CompiledTenants Compile(RegistryState state)
    {
        foreach (var row in state.Scopes)
            if (!_rows.TryAdd(row.Id, row))
                throw new InvalidDataException($"Two levels of the tenant tree have the id {row.Id}.");
        foreach (var kind in new[] { ScopeKind.Organization, ScopeKind.Team, ScopeKind.Project, ScopeKind.User })
            foreach (var row in state.Scopes.Where(row => row.Kind == kind))
                Add(row);

        var keys = new KeyTableBuilder(KeyTable.Empty);
        foreach (var row in state.Keys.Where(k => k.RevokedAt is null)) keys.Add(row, Principal(row));
        return new(keys.Build(), _chains, _limits.ByScope, this);
    }

    /// <summary>Compiles a key that changed, under the levels compiled before.</summary>
    /// <exception cref="InvalidDataException">The row refers to one that is not there or of the wrong kind, or is malformed.</exception>
    public KeyPrincipal Compile(KeyRow row) => Principal(row);

    private void Add(ScopeRow row)
    {
        var chain = Chain(row);
        _chains.Add(row.Id, (row.Kind, chain));
        _limits.Add(row, chain.Organization.Id);
    }

    private ScopeChain Chain(ScopeRow row)
    {
        var holder = $"The {row.Kind.ToString().ToLowerInvariant()} '{row.Name}' ({row.Id})";
        if (row.Kind == ScopeKind.Organization)
        {
            if (row.ParentId is not null) throw new InvalidDataException($"{holder} belongs to {row.ParentId}; an organization belongs to nothing.");
            return new ScopeChain(Compile(row, row.Enforcement));
        }
        var above = Find(row.ParentId, row.Kind == ScopeKind.Project ? ScopeKind.Team : ScopeKind.Organization, holder);
        var own = Compile(row, EnforcementOf(above));
        return row.Kind switch
        {
            ScopeKind.Team => above with { Team = own },
            ScopeKind.Project => above with { Project = own, Environment = Environment(row.Environment, holder) },
            _ => above with { User = own },
        };
    }

    private KeyPrincipal Principal(KeyRow row)
    {
        var holder = $"Key {row.Id}";
        if ((row.TeamId ?? row.ProjectId) is null) throw new InvalidDataException($"{holder} belongs to neither a team nor a project.");
        var place = row.ProjectId is { } project ? Find(project, ScopeKind.Project, holder) : Find(row.TeamId, ScopeKind.Team, holder);
        var user = row.UserId is { } person ? Find(person, ScopeKind.User, holder) : null;
        if (user is not null && user.Organization.Id != place.Organization.Id)
            throw new InvalidDataException($"{holder} is bound to user {row.UserId} of another organization.");
        var access = _scopes.Compile(new(ScopeKind.Key, EnforcementOf(place), row.Mode, row.Policies, row.Grants, row.LegacyModels));
        var environment = row.Environment ?? (row.ProjectId is { } id ? _rows[id].Environment : null);
        var chain = place with
        {
            User = user?.User, Key = new Scope(ScopeKind.Key, row.Id, row.Name, access), Environment = Environment(environment, holder),
        };
        return new KeyPrincipal(row.Id, row.Name, row.Prefix, chain, environment) { Limits = _limits.Of(row, chain) };
    }

    private Scope Compile(ScopeRow row, AccessEnforcement enforcement) => new(row.Kind, row.Id, row.Name,
        _scopes.Compile(new(row.Kind, enforcement, row.Mode, row.Policies ?? [], row.Grants, row.LegacyModels)));

    private AccessEnforcement EnforcementOf(ScopeChain chain) => _rows[chain.Organization.Id].Enforcement;

    private ScopeChain Find(string? id, ScopeKind kind, string holder) =>
        id is not null && _chains.TryGetValue(id, out var found) && found.Kind == kind
            ? found.Chain
            : throw new InvalidDataException($"{holder} belongs to the {kind.ToString().ToLowerInvariant()} {id}, which does not exist.");

    private static Environments Environment(string? name, string holder) => name is null
        ? Environments.None
        : EnvironmentNames.Parse(name) ?? throw new InvalidDataException($"{holder} is in the unknown environment '{name}'.");
}
