using Signalbox.Admin;

namespace Signalbox.Routing.Registry;

/// <summary>What must hold of the registry in a draft of a route group.</summary>
internal static class MemberRules
{
    /// <summary>Notes what is wrong.</summary>
    /// <param name="errors">Takes it.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="current">The group as it stands; null for a new one, and where a file has the last word on who is primary.</param>
    public static void Check(FieldErrors errors, RouteGroupDraft draft, StoredRouteGroup? current)
    {
        var isRegistry = draft.Strategy == RouteStrategies.Primary;
        for (var i = 0; i < draft.Members.Count; i++)
        {
            var status = draft.Members[i].Status;
            errors.Require(status is null || isRegistry, $"members[{i}].status", "belongs to the strategy primary. Leave it out under any other.");
            errors.Require(status is null || RegistryStatuses.Names.Contains(status), $"members[{i}].status", $"must be one of {string.Join(", ", RegistryStatuses.Names)}.");
        }
        CheckFallback(errors, draft, isRegistry);
        if (!errors.IsEmpty || MemberRows.Statuses(draft) is not { } statuses) return;
        var primaries = Enumerable.Range(0, statuses.Length).Where(i => statuses[i] == RegistryStatuses.Primary).ToArray();
        if (primaries.Length == 0) errors.Add("members", "need one with the status primary.");
        foreach (var i in primaries.Skip(1)) errors.Add($"members[{i}].status", $"There can be one primary, and '{draft.Members[primaries[0]].Model}' is it.");
        if (primaries.Length == 1) CheckIncumbent(errors, draft, current, primaries[0]);
    }

    private static void CheckFallback(FieldErrors errors, RouteGroupDraft draft, bool isRegistry)
    {
        if (draft.Fallback is not { } fallback) return;
        errors.Require(isRegistry, "fallback", "belongs to the strategy primary. Under any other, the order of the members says who follows.");
        for (var i = 0; i < fallback.Count; i++)
        {
            var member = draft.Members.FirstOrDefault(m => m.Model == fallback[i]);
            if (member is null) errors.Add($"fallback[{i}]", $"'{fallback[i]}' is no member of the group. A grant of the group covers its members only.");
            else if (member.Status == RegistryStatuses.Retired) errors.Add($"fallback[{i}]", $"'{fallback[i]}' is retired, so it never serves.");
            else if (fallback.Take(i).Contains(fallback[i])) errors.Add($"fallback[{i}]", $"'{fallback[i]}' stands twice.");
        }
    }

    /// <summary>An edit is no promotion: it would leave no way back, and pass by what a promotion must prove.</summary>
    private static void CheckIncumbent(FieldErrors errors, RouteGroupDraft draft, StoredRouteGroup? current, int primary)
    {
        var incumbent = current?.Members.FirstOrDefault(m => m.Status == RegistryStatuses.Primary);
        if (incumbent is null || incumbent.Model == draft.Members[primary].Model || draft.Members.All(m => m.Model != incumbent.Model)) return;
        var id = current!.Members.FirstOrDefault(m => m.Model == draft.Members[primary].Model)?.Id;
        errors.Add($"members[{primary}].status",
            $"'{incumbent.Model}' is the primary. Promote '{draft.Members[primary].Model}' instead, which is recorded and can be rolled back: POST /admin/ai-quality/models/{id ?? "ID"}/promote.");
    }
}
