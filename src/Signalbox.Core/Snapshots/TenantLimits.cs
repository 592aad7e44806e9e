using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Limits;

namespace Signalbox.Core.Snapshots;

/// <summary>Compiles the limits down to each level. Keys of one place that have none of their own share its set.</summary>
internal sealed class TenantLimits(AssetCatalog assets)
{
    private readonly Dictionary<string, LimitSet?> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<(LimitSet?, LimitSet), LimitSet> _joined = [];

    /// <summary>Per level of the tree, the limits down to it.</summary>
    public Dictionary<string, LimitSet?> ByScope { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a level whose parent was added before.</summary>
    /// <exception cref="InvalidDataException">Its limits are malformed.</exception>
    public void Add(ScopeRow row, string organizationId)
    {
        var own = CompiledLimit.Compile(row.Limits, organizationId, row.Kind, row.Id, row.Name, assets);
        var exempt = row.Limits?.Exempt == true;
        ByScope[row.Id] = LimitSet.Below(row.ParentId is { } parent ? ByScope[parent] : null, organizationId, own, exempt);
        // What stands above a user is judged through the key's place already.
        if (row.Kind == ScopeKind.User) _own[row.Id] = LimitSet.Below(null, organizationId, own, exempt);
    }

    /// <summary>The limits of a key.</summary>
    /// <exception cref="InvalidDataException">Its limits are malformed.</exception>
    public LimitSet? Of(KeyRow row, ScopeChain chain)
    {
        var organization = chain.Organization.Id;
        var place = ByScope[(row.ProjectId ?? row.TeamId)!];
        if (row.UserId is { } user && _own[user] is { } personal) place = Join(place, personal);
        return LimitSet.Below(place, organization, CompiledLimit.Compile(row.Limits, organization, ScopeKind.Key, row.Id, row.Name, assets), row.Limits?.Exempt == true);
    }

    private LimitSet Join(LimitSet? place, LimitSet personal)
    {
        if (place is null) return personal;
        if (_joined.TryGetValue((place, personal), out var known)) return known;
        var joined = LimitSet.Below(place, place.OrganizationId, [.. personal.Limits], personal.Exempt)!;
        _joined.Add((place, personal), joined);
        return joined;
    }
}
