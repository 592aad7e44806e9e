using System.ComponentModel;
using Signalbox.Admin;
using Signalbox.Alerts.Silences;
using Signalbox.Audit;
using Signalbox.Identity;

namespace Signalbox.Alerts.Standing;

/// <summary>The admin API of alerts.</summary>
internal static class AlertEndpoints
{
    private static readonly string[] States = ["pending", "firing", "resolved"];

    public static void MapAlertStandings(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin("/alerts", "Alerts");
        group.MapGet("", ListAsync).RequirePermission("alerts:read").WithSummary("List alerts, newest first: what fires, what may come to, and what is over");
        group.MapGet("/{id}", GetAsync).RequirePermission("alerts:read").WithSummary("Read an alert").Produces<AlertView>();
        group.MapPost("/{id}/acknowledge", AcknowledgeAsync).RequirePermission("alerts:write").WithSummary("Take an alert in hand: it is not repeated any more; that it got worse, and that it is over, is told")
            .Accepts<AcknowledgementDraft>("application/json").Produces<AlertView>();
    }

    private static async Task<Page<AlertView>> ListAsync(
        AlertStore store, SilenceStore silences, TimeProvider time, [Description("pending, firing or resolved, or several of them with commas between; all unless told.")] string? state,
        [Description("Id of a rule.")] string? rule, int? limit, string? cursor, CancellationToken cancellation)
    {
        IReadOnlyList<string> states = string.IsNullOrEmpty(state) ? States : state.Split(',', StringSplitOptions.TrimEntries);
        if (states.Any(one => !States.Contains(one))) throw ProblemException.Invalid("state", $"must be one of {string.Join(", ", States)}, or several with commas between.");
        var page = PageQuery.OfIds(limit, cursor);
        var rows = Page<AlertRow>.Cut(await store.ListAsync(states, rule, page, cancellation), page.Limit, row => row.Id);
        var hushed = await silences.ListAsync(time.GetUtcNow().ToUnixTimeMilliseconds(), cancellation);
        return new([.. rows.Items.Select(row => View(row, hushed))], rows.NextCursor);
    }

    private static async Task<AlertView> GetAsync(string id, AlertStore store, SilenceStore silences, TimeProvider time, CancellationToken cancellation) =>
        View(await ExpectAsync(id, store, cancellation), await silences.ListAsync(time.GetUtcNow().ToUnixTimeMilliseconds(), cancellation));

    private static async Task<AlertView> AcknowledgeAsync(string id, HttpContext context, AlertStore store, SilenceStore silences, AdminWriter writer, TimeProvider time, CancellationToken cancellation)
    {
        var draft = await DraftReader.ReadOptionalAsync(context.Request, AlertsJson.Default.AcknowledgementDraft);
        var note = ChangeReason.Check("note", draft.Note);
        var row = await ExpectAsync(id, store, cancellation);
        if (row.State == "resolved") throw ProblemException.Conflict("alert-resolved", "This alert is over: there is nothing to take in hand.");
        await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            await AcknowledgementStore.PutAsync(transaction, id, note);
            transaction.Audit("acknowledge", "alert", id, $"{row.RuleName} ({row.SubjectName})", null, draft with { Note = note }, AlertsJson.Default.AcknowledgementDraft);
            return true;
        }, cancellation);
        return await GetAsync(id, store, silences, time, cancellation);
    }

    private static async Task<AlertRow> ExpectAsync(string id, AlertStore store, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("alert", id);

    private static AlertView View(AlertRow row, IReadOnlyList<SilenceRow> hushed) =>
        AlertView.Of(row, row.State == "resolved" ? null : hushed.Where(silence => silence.Covers(row.RuleId, row.Subject)).Max(silence => (long?)silence.Until));
}
