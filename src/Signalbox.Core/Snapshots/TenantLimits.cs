using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Limits;

namespace Signalbox.Core.Snapshots;

/// <summary>
/// Compiles the limits down to each level. Keys of one place that have none of their own share its set. Its tables are immutable once compiled,
/// but for the sets it remembers having joined: one thread at a time.
/// </summary>
internal sealed class TenantLimits
{
    private readonly AssetCatalog _assets;
    private readonly Dictionary<string, LimitSet?> _byScope;
    private readonly Dictionary<string, LimitSet?> _own;
    private readonly Dictionary<(LimitSet?, LimitSet), LimitSet> _joined;

    /// <summary>Without any level.</summary>
    public TenantLimits(AssetCatalog assets) =>
        (_assets, _byScope, _own, _joined) = (assets, new(StringComparer.Ordinal), new(StringComparer.Ordinal), []);

    private TenantLimits(TenantLimits from, bool levelsChange, bool isPreview)
    {
        _assets = from._assets;
        _byScope = levelsChange ? new(from._byScope, StringComparer.Ordinal) : from._byScope;
        _own = levelsChange ? new(from._own, StringComparer.Ordinal) : from._own;
        _joined = isPreview ? [] : from._joined;
    }

    /// <summary>Per level of the tree, the limits down to it; null where there are none.</summary>
    public IReadOnlyDictionary<string, LimitSet?> ByScope => _byScope;

    /// <summary>The same, to compile what changes.</summary>
    /// <param name="levelsChange">Whether levels do, and not only keys: then it has tables of its own.</param>
    /// <param name="isPreview">Whether what this one remembers must be left alone.</param>
    public TenantLimits Next(bool levelsChange, bool isPreview) => new(this, levelsChange, isPreview);

    /// <summary>Forgets a level.</summary>
    public void Remove(string id)
    {
        _byScope.Remove(id);
        _own.Remove(id);
    }

    /// <summary>Adds a level whose parent was added before.</summary>
    /// <exception cref="InvalidDataException">Its limits are malformed.</exception>
    public void Add(ScopeRow row, string organizationId)
    {
        var own = CompiledLimit.Compile(row.Limits, organizationId, row.Kind, row.Id, row.Name, _assets);
        var exempt = row.Limits?.Exempt == true;
        _byScope[row.Id] = LimitSet.Below(row.ParentId is { } parent ? _byScope[parent] : null, organizationId, own, exempt, row.Limits?.Priority);
        // What stands above a user is judged through the key's place already.
        if (row.Kind == ScopeKind.User) _own[row.Id] = LimitSet.Below(null, organizationId, own, exempt, row.Limits?.Priority);
    }

    /// <summary>The limits of a key.</summary>
    /// <exception cref="InvalidDataException">Its limits are malformed.</exception>
    public LimitSet? Of(KeyRow row, ScopeChain chain)
    {
        var organization = chain.Organization.Id;
        var place = _byScope[(row.ProjectId ?? row.TeamId)!];
        if (row.UserId is { } user && _own[user] is { } personal) place = Join(place, personal);
        return LimitSet.Below(place, organization, CompiledLimit.Compile(row.Limits, organization, ScopeKind.Key, row.Id, row.Name, _assets), row.Limits?.Exempt == true, row.Limits?.Priority);
    }

    private LimitSet Join(LimitSet? place, LimitSet personal)
    {
        if (place is null) return personal;
        if (_joined.TryGetValue((place, personal), out var known)) return known;
        var joined = LimitSet.Below(place, place.OrganizationId, [.. personal.Limits], personal.Exempt, personal.Priority)!;
        _joined.Add((place, personal), joined);
        return joined;
    }
}
