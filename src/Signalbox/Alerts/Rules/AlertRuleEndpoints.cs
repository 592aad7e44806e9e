using Signalbox.Admin;
using Signalbox.Alerts.Evaluation;
using Signalbox.Audit;
using Signalbox.Identity;

namespace Signalbox.Alerts.Rules;

/// <summary>The admin API of alert rules.</summary>
internal static class AlertRuleEndpoints
{
    private const string Path = "/alert-rules";

    public static void MapAlertRules(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin(Path, "Alerts");
        group.MapGet("", ListAsync).RequirePermission("alerts:read").WithSummary("List alert rules with what was seen when each was last looked at");
        group.MapPost("", CreateAsync).RequirePermission("alerts:write").WithSummary("Say what is worth an alert")
            .Accepts<AlertRuleDraft>("application/json").Produces<AlertRuleView>(201).ProducesProblem(409);
        group.MapGet("/templates", () => new AlertRuleTemplatesView(AlertRuleTemplates.All)).RequirePermission("alerts:read").WithSummary("Rules that most gateways want, ready to be switched on");
        group.MapPost("/preview", PreviewAsync).RequirePermission("alerts:write").WithSummary("Whether a rule that is not kept would fire now, and on what figures")
            .Accepts<AlertRuleDraft>("application/json").Produces<AlertRuleEvaluationView>();
        group.MapGet("/{id}", GetAsync).RequirePermission("alerts:read").WithSummary("Read an alert rule").Produces<AlertRuleView>();
        group.MapPatch("/{id}", PatchAsync).RequirePermission("alerts:write").WithSummary("Change an alert rule (JSON merge patch)")
            .Accepts<AlertRuleDraft>("application/json").Produces<AlertRuleView>().ProducesProblem(412);
        group.MapDelete("/{id}", DeleteAsync).RequirePermission("alerts:write").WithSummary("Remove an alert rule; its open alerts end").Produces(204);
        group.MapGet("/{id}/evaluation", EvaluateAsync).RequirePermission("alerts:read").WithSummary("Whether an alert rule would fire now, and on what figures");
    }

    private static async Task<Page<AlertRuleView>> ListAsync(AlertRuleStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<AlertRuleRow>.Cut(await store.ListAsync(page, cancellation), page.Limit, row => row.Name);
        return new([.. rows.Items.Select(AlertRuleView.Of)], rows.NextCursor);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Creations creations, AlertRuleRegistry registry, AlertWatch watch)
    {
        var draft = await DraftReader.ReadAsync(context.Request, AlertsJson.Default.AlertRuleDraft);
        var answer = await creations.RunAsync(context, draft, AlertsJson.Default.AlertRuleDraft, async transaction =>
        {
            var row = await registry.CreateAsync(transaction, draft, Ownership.Api);
            return (AlertRuleView.Of(row), $"{AdminApi.Base}{Path}/{row.Id}", Preconditions.ETag(row.Revision));
        });
        watch.LookSoon();
        return answer;
    }

    private static async Task<AlertRuleEvaluationView> PreviewAsync(HttpContext context, AlertProbes probes, CancellationToken cancellation)
    {
        var draft = await DraftReader.ReadAsync(context.Request, AlertsJson.Default.AlertRuleDraft);
        var errors = new FieldErrors();
        AlertRuleRules.Check(errors, draft);
        errors.ThrowIfAny();
        return AlertRuleEvaluationView.Of(await probes.ReadAsync(draft, cancellation));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, AlertRuleStore store, CancellationToken cancellation) => Shown(context, await ExpectAsync(id, store, cancellation));

    private static async Task<IResult> PatchAsync(string id, HttpContext context, AdminWriter writer, AlertWatch watch, CancellationToken cancellation)
    {
        var row = await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var current = await RequireChangeableAsync(transaction, context, id);
            return await AlertRuleRegistry.UpdateAsync(transaction, current, await DraftReader.PatchAsync(context.Request, current.ToDraft(), AlertsJson.Default.AlertRuleDraft), current.Owner);
        }, cancellation);
        watch.LookSoon();
        return Shown(context, row);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, AdminWriter writer, AlertWatch watch, CancellationToken cancellation)
    {
        await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            await AlertRuleRegistry.DeleteAsync(transaction, await RequireChangeableAsync(transaction, context, id));
            return true;
        }, cancellation);
        watch.LookSoon();
        return TypedResults.NoContent();
    }

    private static async Task<AlertRuleEvaluationView> EvaluateAsync(string id, AlertRuleStore store, AlertProbes probes, CancellationToken cancellation) =>
        AlertRuleEvaluationView.Of(await probes.ReadAsync((await ExpectAsync(id, store, cancellation)).ToDraft(), cancellation));

    private static async Task<AlertRuleRow> ExpectAsync(string id, AlertRuleStore store, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("alert rule", id);

    private static async Task<AlertRuleRow> RequireChangeableAsync(AdminTransaction transaction, HttpContext context, string id)
    {
        var row = await AlertRuleStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("alert rule", id);
        Ownership.RequireApi(row.Owner, "alert rule", row.Name);
        Preconditions.RequireMatch(context.Request, row.Revision);
        return row;
    }

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<AlertRuleView> Shown(HttpContext context, AlertRuleRow row) =>
        AdminApi.Tagged(context, AlertRuleView.Of(row), Preconditions.ETag(row.Revision));
}

/// <summary>Rules that most gateways want.</summary>
internal sealed record AlertRuleTemplatesView(IReadOnlyList<AlertRuleDraft> Items);
