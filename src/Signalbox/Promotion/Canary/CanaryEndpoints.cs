using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Identity;
using Signalbox.Routing;

namespace Signalbox.Promotion.Canary;

/// <summary>The admin API of promotions by steps, beside that of promotions at once.</summary>
internal static class CanaryEndpoints
{
    public static void MapCanaries(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapPublished("/admin/ai-quality/models", "Model registry");
        group.MapPost("/{id}/canary", StartAsync).RequirePermission("route_groups:promote").WithSummary("Promote an entry by steps: it takes a growing share of the calls first")
            .Accepts<CanaryDraft>(isOptional: true, "application/json").Produces<CanaryView>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
        group.MapGet("/{feature}/canaries", ListAsync).RequirePermission("route_groups:read").WithSummary("List a route group's promotions by steps, newest first");
        Map(group, "pause", "Keep a promotion by steps where it is; safeguards hold on");
        Map(group, "resume", "Go on with a promotion by steps");
        Map(group, "abort", "End a promotion by steps: the primary of before takes all calls again");
    }

    private static void Map(RouteGroupBuilder group, string action, string summary) =>
        group.MapPost($"/{{feature}}/canary/{action}", (string feature, HttpContext context, AdminWriter writer, CanaryProgress progress, CanaryCounts counts, TimeProvider time, CancellationToken cancellation) =>
                ActAsync(action, feature, context, writer, progress, counts, time, cancellation))
            .RequirePermission("route_groups:promote").WithSummary(summary)
            .Accepts<CanaryWord>(isOptional: true, "application/json").Produces<CanaryView>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);

    private static async Task<Page<CanaryView>> ListAsync(
        string feature, RouteGroupStore groups, CanaryStore store, CanaryTraffic traffic, TimeProvider time, int? limit, string? cursor, CancellationToken cancellation)
    {
        feature = Uri.UnescapeDataString(feature);
        var page = PageQuery.OfIds(limit, cursor);
        var id = await groups.FindIdAsync(feature, cancellation) ?? throw ProblemException.NotFound("route group", feature);
        var rows = Page<CanaryRow>.Cut(await store.ListAsync(id, page.Cursor, page.Limit + 1, cancellation), page.Limit, row => row.Id);
        var views = new List<CanaryView>();
        foreach (var row in rows.Items) views.Add(CanaryView.Of(row, time.GetUtcNow(), row.IsOpen ? (await traffic.LookAsync(row, cancellation)).Figures : null));
        return new(views, rows.NextCursor);
    }

    private static async Task<IResult> StartAsync(
        string id, HttpContext context, RouteGroupStore store, Creations creations, CanaryProgress progress, TimeProvider time, CancellationToken cancellation)
    {
        var revision = await store.FindRevisionAsync(null, id, cancellation);
        var arrival = new Arrival(revision, seen => Preconditions.RequireMatchWhenSent(context.Request, seen));
        var actor = AdminActor.From(context);
        var draft = await DraftReader.ReadOptionalAsync(context.Request, PromotionJson.Default.CanaryDraft);
        CanaryDraftRules.Check(draft);
        var reason = ChangeReason.Check("reason", draft.Reason) ?? actor.Reason;
        if (draft.Force && reason is null) throw ProblemException.Invalid("reason", "is required with force: say why the rule does not hold here.");
        return await creations.RunAsync(context, actor with { Reason = reason }, draft, PromotionJson.Default.CanaryDraft, StatusCodes.Status200OK, async transaction =>
        {
            var row = await progress.StartAsync(transaction, id, arrival, draft with { Reason = reason });
            return (CanaryView.Of(row, time.GetUtcNow(), null), (string?)null, Preconditions.ETag(row.Revision));
        });
    }

    private static async Task<IResult> ActAsync(
        string action, string feature, HttpContext context, AdminWriter writer, CanaryProgress progress, CanaryCounts counts, TimeProvider time, CancellationToken cancellation)
    {
        feature = Uri.UnescapeDataString(feature);
        var actor = AdminActor.From(context);
        var word = await DraftReader.ReadOptionalAsync(context.Request, PromotionJson.Default.CanaryWord);
        var reason = ChangeReason.Check("reason", word.Reason) ?? actor.Reason;
        var row = await writer.WriteAsync(actor with { Reason = reason }, async transaction =>
        {
            var group = await RouteGroupStore.FindByKeyAsync(transaction, feature) ?? throw ProblemException.NotFound("route group", feature);
            var open = await CanaryStore.FindOpenAsync(transaction, group.Row.Id)
                ?? throw ProblemException.Conflict("no-canary", $"No promotion by steps is under way in '{feature}'.");
            Preconditions.RequireMatchWhenSent(context.Request, open.Revision);
            return action switch
            {
                "pause" => await CanaryProgress.PauseAsync(transaction, open, reason),
                "resume" => await CanaryProgress.ResumeAsync(transaction, open, reason),
                _ => await progress.TakeBackAsync(transaction, group, open, CanaryStates.Aborted, reason, null),
            };
        }, cancellation);
        if (!row.IsOpen) counts.Ended(row.State);
        return AdminApi.Tagged(context, CanaryView.Of(row, time.GetUtcNow(), null), Preconditions.ETag(row.Revision));
    }
}
