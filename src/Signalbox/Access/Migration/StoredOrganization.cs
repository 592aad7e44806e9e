using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Core.Access;
using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>One organization as it is stored, with all that decides who may use what in it.</summary>
/// <param name="Organization">Its row.</param>
/// <param name="Levels">Its teams, projects and users.</param>
/// <param name="Keys">Its keys that are not revoked.</param>
/// <param name="Grants">Grants of all kinds by scope.</param>
/// <param name="Policies">Modes for other kinds than callable targets, by scope.</param>
internal sealed record StoredOrganization(
    TenantRow Organization, IReadOnlyList<TenantRow> Levels, IReadOnlyList<StoredKey> Keys, ILookup<string, Grant> Grants, ILookup<string, AccessPolicy> Policies)
{
    /// <summary>As the planner and the engine read it.</summary>
    public OrganizationRows ToRows() => new(
        Organization.ToScope(Grants[Organization.Id], Policies[Organization.Id]),
        [.. Levels.Select(level => level.ToScope(Grants[level.Id], Policies[level.Id]))],
        [.. Keys.Select(key => key.ToRow(Grants[key.Id], Policies[key.Id]))]);
}
