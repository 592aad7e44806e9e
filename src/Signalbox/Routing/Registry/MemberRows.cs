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
        return
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
    }

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
