using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Routing;
using Signalbox.Routing.Registry;

namespace Signalbox.Routing;

/// <summary>The rules of adding, changing and removing route groups; API and YAML both go through them.</summary>
internal sealed class RouteGroupRegistry(TargetReferences references, MemberModels models, GroupPolicies policies, PrimaryHistory history, TimeProvider time)
{
    private const string Kind = "route_group";

    /// <summary>Adds a route group.</summary>
    public async Task<StoredRouteGroup> CreateAsync(AdminTransaction transaction, RouteGroupDraft draft, string owner)
    {
        await ValidateAsync(transaction, draft, null);
        if (await CallableTargetStore.FindKindAsync(transaction, draft.Key!) is { } taken)
            throw ProblemException.Conflict("already-exists", $"The name '{draft.Key}' is taken by a {taken.Replace('_', ' ')}. Models and route groups share one space of names.");
        var row = new RouteGroupRow
        {
            Id = EntityIds.New(time),
            Key = draft.Key!,
            Description = draft.Description,
            Strategy = draft.Strategy,
            Enabled = draft.Enabled ? 1 : 0,
            Tags = JsonSerializer.Serialize([.. draft.Tags], RoutingJson.Default.StringArray),
            Settings = Settings(draft),
            Owner = owner,
            Revision = 1,
            CreatedAt = transaction.NowMilliseconds,
            UpdatedAt = transaction.NowMilliseconds,
        };
        var stored = new StoredRouteGroup(row, MemberRows.Of(row.Id, draft, null, owner, time));
        await CallableTargetStore.InsertAsync(transaction, row.Key, Kind);
        await RouteGroupStore.InsertAsync(transaction, row);
        await RouteGroupStore.ReplaceMembersAsync(transaction, row.Id, stored.Members);
        transaction.Audit("create", Kind, row.Id, row.Key, null, stored.ToDraft(), RoutingJson.Default.RouteGroupDraft);
        return stored;
    }

    /// <summary>Changes a route group. Returns it as it stood when nothing differs.</summary>
    public async Task<StoredRouteGroup> UpdateAsync(AdminTransaction transaction, StoredRouteGroup current, RouteGroupDraft draft, string owner)
    {
        await ValidateAsync(transaction, draft, owner == Ownership.Yaml ? null : current);
        if (draft.Key != current.Row.Key)
            throw ProblemException.Invalid("key", "cannot be changed, since callers and grants refer to it. Make a new route group and delete this one.");
        var row = current.Row with
        {
            Description = draft.Description,
            Strategy = draft.Strategy,
            Enabled = draft.Enabled ? 1 : 0,
            Tags = JsonSerializer.Serialize([.. draft.Tags], RoutingJson.Default.StringArray),
            Settings = Settings(draft),
            Owner = owner,
            Revision = current.Row.Revision + 1,
            UpdatedAt = transaction.NowMilliseconds,
        };
        var next = new StoredRouteGroup(row, MemberRows.Of(row.Id, draft, current, owner, time));
        if (current.Row.Owner == owner && Same(current.ToDraft(), next.ToDraft()) && DeclareAlike(current, next)) return current;
        await RouteGroupStore.UpdateAsync(transaction, row);
        await RouteGroupStore.ReplaceMembersAsync(transaction, row.Id, next.Members);
        await history.NoteEditAsync(transaction, current, next);
        transaction.Audit("update", Kind, row.Id, row.Key, current.ToDraft(), next.ToDraft(), RoutingJson.Default.RouteGroupDraft);
        return next;
    }

    /// <summary>Makes a model that shadow traffic has tried an entry of the registry, so that it can be promoted. Nothing happens when it is one.</summary>
    public async Task AddCandidateAsync(AdminTransaction transaction, string groupId, string model)
    {
        if (await RouteGroupStore.FindAsync(transaction, groupId) is not { Row.Strategy: RouteStrategies.Primary } current) return;
        if (current.Members.Count >= RouteOrder.MaxMembers || current.Members.Any(m => m.Model == model)) return;
        if (current.Row.ReadSettings().Shadow?.Models?.Contains(model) != true) return;
        var next = new StoredRouteGroup(
            current.Row with { Revision = current.Row.Revision + 1, UpdatedAt = transaction.NowMilliseconds },
            [.. current.Members, new() { RouteGroupId = groupId, Position = current.Members.Count, Model = model, Weight = 1, Id = EntityIds.New(time), Status = RegistryStatuses.Shadow }]);
        await RouteGroupStore.UpdateAsync(transaction, next.Row);
        await RouteGroupStore.ReplaceMembersAsync(transaction, groupId, next.Members);
        transaction.Audit("candidate", Kind, next.Row.Id, next.Row.Key, current.ToDraft(), next.ToDraft(), RoutingJson.Default.RouteGroupDraft);
    }

    /// <summary>Removes a route group that no grant uses.</summary>
    public async Task DeleteAsync(AdminTransaction transaction, StoredRouteGroup stored)
    {
        await references.RequireUnusedAsync(transaction, "route group", stored.Row.Key);
        await RouteGroupStore.DeleteAsync(transaction, stored.Row.Id);
        await CallableTargetStore.DeleteAsync(transaction, stored.Row.Key);
        transaction.Audit("delete", Kind, stored.Row.Id, stored.Row.Key, stored.ToDraft(), null, RoutingJson.Default.RouteGroupDraft);
    }

    private static bool Same(RouteGroupDraft a, RouteGroupDraft b) =>
        JsonSerializer.Serialize(a, RoutingJson.Default.RouteGroupDraft) == JsonSerializer.Serialize(b, RoutingJson.Default.RouteGroupDraft);

    /// <summary>Whether a file says of the members what it said before.</summary>
    private static bool DeclareAlike(StoredRouteGroup a, StoredRouteGroup b) => a.Members.Select(m => m.Declared).SequenceEqual(b.Members.Select(m => m.Declared));

    private static string Settings(RouteGroupDraft draft) =>
        JsonSerializer.Serialize(
        new RouteGroupSettings
        {
            Fallback = draft.Fallback,
            Shadow = draft.Shadow,
            Promotion = draft.Promotion,
            Watch = draft.Watch,
            Hedge = draft.Hedge,
            StickyBy = draft.StickyBy,
            Score = draft.Score,
            Policy = draft.Policy,
            PolicyFallback = draft.PolicyFallback,
            Requires = draft.Requires,
            Qualities = draft.Members.Where(m => m.Quality is not null).ToDictionary(m => m.Model!, m => m.Quality!.Value),
        },
        RoutingJson.Default.RouteGroupSettings);

    private async Task ValidateAsync(AdminTransaction transaction, RouteGroupDraft draft, StoredRouteGroup? incumbent)
    {
        var errors = new FieldErrors();
        Names.RequireTarget(errors, "key", draft.Key);
        errors.Require(draft.Description is null or { Length: <= 1000 }, "description", "must be at most 1,000 characters.");
        errors.Require(RouteStrategies.Parse(draft.Strategy) is not null, "strategy", $"must be one of {string.Join(", ", RouteStrategies.Names)}.");
        Names.RequireTags(errors, "tags", draft.Tags);
        errors.Require(draft.Members.Count is >= 1 and <= RouteOrder.MaxMembers, "members", $"needs 1 to {RouteOrder.MaxMembers} entries.");
        StrategyRules.Check(errors, draft);
        await StrategyRules.CheckPolicyAsync(errors, transaction, draft, policies);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < draft.Members.Count; i++)
        {
            var member = draft.Members[i];
            var at = $"members[{i}]";
            errors.Require(member.Weight is >= 0 and <= 1_000_000, $"{at}.weight", "must be between 0 and 1,000,000.");
            errors.Require(member.Priority is >= 0 and <= 1000, $"{at}.priority", "must be between 0 and 1,000.");
            if (string.IsNullOrEmpty(member.Model)) errors.Add($"{at}.model", "is required: the name of a model.");
            else if (!seen.Add(member.Model)) errors.Add($"{at}.model", $"'{member.Model}' stands twice.");
            else if (await CallableTargetStore.FindKindAsync(transaction, member.Model) is not "model")
                errors.Add($"{at}.model", $"There is no model '{member.Model}'. Members are models, not route groups.");
        }
        await StrategyRules.CheckMembersAsync(errors, transaction, draft, models);
        MemberRules.Check(errors, draft, incumbent);
        await ShadowRules.CheckAsync(errors, transaction, draft);
        errors.ThrowIfAny();
    }
}
