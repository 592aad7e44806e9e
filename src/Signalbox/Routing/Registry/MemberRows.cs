using Signalbox.Admin;
using Signalbox.Core.Promotion;

namespace Signalbox.Routing.Registry;

/// <summary>Turns the members of a draft into rows: each keeps the identity it had, and statuses follow the rules of the registry.</summary>
internal static class MemberRows
{
    /// <summary>The rows.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="draft">A valid draft.</param>
    /// <param name="current">The group as it stands; null for a new one.</param>
    /// <param name="owner">Who manages it from now on.</param>
    /// <param name="time">For new ids.</param>
    public static IReadOnlyList<RouteGroupMemberRow> Of(string groupId, RouteGroupDraft draft, StoredRouteGroup? current, string owner, TimeProvider time)
    {
        var before = current?.Members.ToDictionary(m => m.Model, StringComparer.Ordinal) ?? [];
        var declared = Statuses(draft);
        var inForce = owner == Ownership.Yaml && declared is not null ? Merge(draft, declared, before, current!) : declared;
        RouteGroupMemberRow[] rows =
        [
            .. draft.Members.Select((m, i) => new RouteGroupMemberRow
            {
                RouteGroupId = groupId,
                Position = i,
                Model = m.Model!,
                Weight = m.Weight,
                Priority = m.Priority,
                Id = before.GetValueOrDefault(m.Model!)?.Id ?? EntityIds.New(time),
                Status = inForce?[i],
                Declared = owner == Ownership.Yaml ? declared?[i] : null,
            }),
        ];
        // What shadow traffic brought in stays as long as it is to be tried.
        var tried = current?.Members.Where(m => m.Status is not null && draft.Shadow?.Models?.Contains(m.Model) == true && draft.Members.All(d => d.Model != m.Model)) ?? [];
        return declared is null ? rows : [.. rows, .. tried.Select((m, i) => m with { Position = rows.Length + i, Status = Kept(m.Status!) })];
    }

    /// <summary>A draft that leaves the primary out has named another.</summary>
    private static string Kept(string status) => status == RegistryStatuses.Primary ? RegistryStatuses.Shadow : status;

    /// <summary>The statuses that a draft gives its members; null under strategies that have none.</summary>
    public static string[]? Statuses(RouteGroupDraft draft)
    {
        if (draft.Strategy != RouteStrategies.Primary) return null;
        return draft.Members.All(m => m.Status is null)
            ? [.. draft.Members.Select((_, i) => i == 0 ? RegistryStatuses.Primary : RegistryStatuses.Shadow)]
            : [.. draft.Members.Select(m => m.Status ?? RegistryStatuses.Shadow)];
    }

    private static string[] Merge(RouteGroupDraft draft, string[] declared, Dictionary<string, RouteGroupMemberRow> before, StoredRouteGroup? current)
    {
        // What the API made before the file took it over was declared by no one.
        var known = current?.Row.Owner == Ownership.Yaml;
        var merged = DeclaredStatuses.Merge(
        [
            .. draft.Members.Select((m, i) => before.GetValueOrDefault(m.Model!) is { Status: { } status } row
                ? new DeclaredMember(RegistryStatuses.Parse(declared[i]), known && row.Declared is { } last ? RegistryStatuses.Parse(last) : null, RegistryStatuses.Parse(status))
                : new DeclaredMember(RegistryStatuses.Parse(declared[i]), null, null)),
        ]);
        return [.. merged.Select(RegistryStatuses.Name)];
    }
}
