using System.Globalization;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Identity;
using Signalbox.Promotion.Canary;
using Signalbox.Promotion.Shadow;
using Signalbox.Routing;
using Signalbox.Routing.Registry;

namespace Signalbox.Promotion;

/// <summary>The registry of models per route group (seed 003's paths): who is the primary, and how that is changed and taken back.</summary>
internal static class RegistryEndpoints
{
    private const string Base = "/admin/ai-quality/models";

    public static void MapRegistry(this IEndpointRouteBuilder routes)
    {
        routes.MapShadow();
        routes.MapCanaries();
        var group = routes.MapPublished(Base, "Model registry");
        group.MapGet("", ListAsync).RequirePermission("route_groups:read").WithSummary("List the entries of the registry, of one route group or of all");
        group.MapGet("/{feature}/promotions", HistoryAsync).RequirePermission("route_groups:read").WithSummary("List the changes of a route group's primary, newest first");
        group.MapPost("/{id}/promote", PromoteAsync).RequirePermission("route_groups:promote")
            .WithSummary("Make an entry the primary of its route group, and the incumbent a shadow")
            .Accepts<PromotionDraft>(isOptional: true, "application/json").Produces<PromotionView>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
        group.MapPost("/{feature}/rollback", RollBackAsync).RequirePermission("route_groups:promote")
            .WithSummary("Undo the newest change of a route group's primary that was not undone")
            .Accepts<PromotionDraft>(isOptional: true, "application/json").Produces<PromotionView>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
    }

    private static async Task<Page<RegistryEntryView>> ListAsync(
        RouteGroupStore store, PrimaryHistory history, string? feature, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        if (string.IsNullOrEmpty(feature)) feature = null;
        else if (await store.FindRevisionAsync(feature, null, cancellation) is null) throw ProblemException.NotFound("route group", feature);
        var rows = Page<RegistryEntryRow>.Cut(await store.ListEntriesAsync(feature, page, cancellation), page.Limit, row => row.Id);
        return new([.. rows.Items.Select(row => new RegistryEntryView(
            row.Id, row.Feature, row.Model, history.ProviderOf(row.Model), row.Status, row.RouteGroupId, row.Position, Preconditions.ETag(row.Revision)))], rows.NextCursor);
    }

    private static async Task<Page<PromotionView>> HistoryAsync(
        string feature, RouteGroupStore groups, PromotionStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        feature = Uri.UnescapeDataString(feature);
        var page = PageQuery.From(limit, cursor);
        long? before = null;
        if (page.Cursor is { } text)
            before = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : throw PageQuery.NoCursor();
        var id = await groups.FindIdAsync(feature, cancellation) ?? throw ProblemException.NotFound("route group", feature);
        var rows = Page<PromotionRow>.Cut(
            await store.ListAsync(id, before, page.Limit + 1, cancellation), page.Limit, row => row.Version.ToString(CultureInfo.InvariantCulture));
        return new([.. rows.Items.Select(PromotionView.Of)], rows.NextCursor);
    }

    private static async Task<IResult> PromoteAsync(
        string id, HttpContext context, RouteGroupStore store, Creations creations, PrimaryPromotion promotion, CancellationToken cancellation)
    {
        var arrival = Arrive(context, await store.FindRevisionAsync(null, id, cancellation));
        return await RunAsync(context, creations, (transaction, draft) => promotion.PromoteAsync(transaction, id, arrival, draft));
    }

    private static async Task<IResult> RollBackAsync(
        string feature, HttpContext context, RouteGroupStore store, Creations creations, PrimaryPromotion promotion, CancellationToken cancellation)
    {
        feature = Uri.UnescapeDataString(feature);
        var arrival = Arrive(context, await store.FindRevisionAsync(feature, null, cancellation));
        return await RunAsync(context, creations, (transaction, draft) => promotion.RollBackAsync(transaction, feature, arrival, draft));
    }

    private static Arrival Arrive(HttpContext context, long? revision) => new(revision, seen => Preconditions.RequireMatchWhenSent(context.Request, seen));

    private static async Task<IResult> RunAsync(
        HttpContext context, Creations creations, Func<AdminTransaction, PromotionDraft, Task<(PromotionRow Row, StoredRouteGroup Group)>> change)
    {
        var actor = AdminActor.From(context);
        var draft = await DraftReader.ReadOptionalAsync(context.Request, PromotionJson.Default.PromotionDraft);
        var reason = ChangeReason.Check("reason", draft.Reason) ?? actor.Reason;
        if (draft.Force && reason is null) throw ProblemException.Invalid("reason", "is required with force: say why the rule does not hold here.");
        return await creations.RunAsync(context, actor with { Reason = reason }, draft, PromotionJson.Default.PromotionDraft, StatusCodes.Status200OK, async transaction =>
        {
            var (row, group) = await change(transaction, draft with { Reason = reason });
            return (PromotionView.Of(row), (string?)null, Preconditions.ETag(group.Row.Revision));
        });
    }
}
