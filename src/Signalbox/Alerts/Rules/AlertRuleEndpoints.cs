using Signalbox.Admin;
using Signalbox.Alerts.Evaluation;
using Signalbox.Audit;
using Signalbox.Identity;

namespace Signalbox.Alerts.Rules;

/// <summary>The admin API of alert rules.</summary>
internal static class AlertRuleEndpoints
{
    private static readonly ManagedKind<AlertRuleRow, AlertRuleDraft, AlertRuleView> Kind = new("/alert-rules", "alerts", "alert rule", AlertsJson.Default.AlertRuleDraft)
    {
        Summaries = new("Say what is worth an alert", "Read an alert rule", "Change an alert rule (JSON merge patch)", "Remove an alert rule; its open alerts end"),
        Find = (services, id, cancellation) => services.GetRequiredService<AlertRuleStore>().FindAsync(id, cancellation),
        FindWithin = AlertRuleStore.FindAsync,
        Create = async (services, transaction, draft) =>
        {
            var row = await services.GetRequiredService<AlertRuleRegistry>().CreateAsync(transaction, draft, Ownership.Api);
            return (row, AlertRuleView.Of(row));
        },
        Update = (_, transaction, current, draft) => AlertRuleRegistry.UpdateAsync(transaction, current, draft, current.Owner),
        Delete = AlertRuleRegistry.DeleteAsync,
        View = AlertRuleView.Of,
        Changed = services => services.GetRequiredService<AlertWatch>().LookSoon(),
    };

    public static void MapAlertRules(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin(Kind.Path, "Alerts");
        group.MapGet("", ListAsync).RequirePermission("alerts:read").WithSummary("List alert rules with what was seen when each was last looked at");
        group.MapGet("/templates", () => new AlertRuleTemplatesView(AlertRuleTemplates.All)).RequirePermission("alerts:read").WithSummary("Rules that most gateways want, ready to be switched on");
        group.MapPost("/preview", PreviewAsync).RequirePermission("alerts:write").WithSummary("Whether a rule that is not kept would fire now, and on what figures")
            .Accepts<AlertRuleDraft>("application/json").Produces<AlertRuleEvaluationView>();
        group.MapManaged(Kind);
        group.MapGet("/{id}/evaluation", EvaluateAsync).RequirePermission("alerts:read").WithSummary("Whether an alert rule would fire now, and on what figures");
    }

    private static async Task<Page<AlertRuleView>> ListAsync(AlertRuleStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<AlertRuleRow>.Cut(await store.ListAsync(page, cancellation), page.Limit, row => row.Name);
        return new([.. rows.Items.Select(AlertRuleView.Of)], rows.NextCursor);
    }

    private static async Task<AlertRuleEvaluationView> PreviewAsync(HttpContext context, AlertProbes probes, CancellationToken cancellation)
    {
        var draft = await DraftReader.ReadAsync(context.Request, AlertsJson.Default.AlertRuleDraft);
        var errors = new FieldErrors();
        AlertRuleRules.Check(errors, draft);
        errors.ThrowIfAny();
        return AlertRuleEvaluationView.Of(await probes.ReadAsync(draft, cancellation));
    }

    private static async Task<AlertRuleEvaluationView> EvaluateAsync(string id, HttpContext context, AlertProbes probes, CancellationToken cancellation) =>
        AlertRuleEvaluationView.Of(await probes.ReadAsync((await context.ExpectAsync(Kind, id, cancellation)).ToDraft(), cancellation));
}

/// <summary>Rules that most gateways want.</summary>
internal sealed record AlertRuleTemplatesView(IReadOnlyList<AlertRuleDraft> Items);
