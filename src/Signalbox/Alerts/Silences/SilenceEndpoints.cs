using Signalbox.Admin;
using Signalbox.Alerts.Evaluation;
using Signalbox.Alerts.Rules;
using Signalbox.Audit;
using Signalbox.Identity;

namespace Signalbox.Alerts.Silences;

/// <summary>The admin API of silences. One is never changed: whoever wants another time ends it and makes a new one.</summary>
internal static class SilenceEndpoints
{
    private const string Path = "/alert-silences";
    private const string Kind = "alert_silence";
    private const int MostDays = 90;
    private const int MostInForce = 1000;

    public static void MapAlertSilences(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin(Path, "Alerts");
        group.MapGet("", ListAsync).RequirePermission("alerts:read").WithSummary("List the silences in force");
        group.MapPost("", CreateAsync).RequirePermission("alerts:write").WithSummary("Keep alerts from telling for a time, with a reason").Accepts<SilenceDraft>("application/json").Produces<SilenceView>(201);
        group.MapDelete("/{id}", DeleteAsync).RequirePermission("alerts:write").WithSummary("End a silence").Produces(204);
    }

    private static async Task<Page<SilenceView>> ListAsync(SilenceStore store, AlertRuleStore rules, TimeProvider time, CancellationToken cancellation)
    {
        var rows = await store.ListAsync(Now(time), cancellation);
        var names = rows.Any(row => row.RuleId.Length > 0) ? (await rules.ListAllAsync(cancellation)).ToDictionary(rule => rule.Id, rule => rule.Name, StringComparer.Ordinal) : [];
        return new([.. rows.Select(row => SilenceView.Of(row, names.GetValueOrDefault(row.RuleId)))], null);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Creations creations, SilenceStore store, AlertWatch watch, TimeProvider time)
    {
        var draft = await DraftReader.ReadAsync(context.Request, AlertsJson.Default.SilenceDraft);
        Check(draft, time.GetUtcNow());
        if ((await store.ListAsync(Now(time), context.RequestAborted)).Count >= MostInForce) throw ProblemException.Conflict("too-many-silences", $"There are {MostInForce} silences in force. End some first.");
        var answer = await creations.RunAsync(context, draft, AlertsJson.Default.SilenceDraft, async transaction =>
        {
            var rule = draft.RuleId is { Length: > 0 } id ? await AlertRuleStore.FindAsync(transaction, id) ?? throw ProblemException.Invalid("rule_id", $"There is no alert rule '{id}'.") : null;
            var row = new SilenceRow
            {
                Id = EntityIds.New(time), RuleId = rule?.Id ?? "", Subject = draft.Subject ?? "", Reason = draft.Reason!.Trim(), Actor = transaction.Actor.Name,
                CreatedAt = transaction.NowMilliseconds, Until = draft.Until!.Value.ToUnixTimeMilliseconds(),
            };
            await SilenceStore.InsertAsync(transaction, row);
            transaction.Audit("create", Kind, row.Id, rule?.Name ?? "all rules", null, draft, AlertsJson.Default.SilenceDraft);
            return (SilenceView.Of(row, rule?.Name), $"{AdminApi.Base}{Path}/{row.Id}", Preconditions.ETag(1));
        });
        watch.LookSoon();
        return answer;
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, AdminWriter writer, AlertWatch watch, CancellationToken cancellation)
    {
        await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var row = await SilenceStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("silence", id);
            await SilenceStore.DeleteAsync(transaction, id);
            var before = new SilenceDraft { RuleId = row.RuleId, Subject = row.Subject, Reason = row.Reason, Until = DateTimeOffset.FromUnixTimeMilliseconds(row.Until) };
            transaction.Audit("delete", Kind, id, row.RuleId.Length == 0 ? "all rules" : row.RuleId, before, null, AlertsJson.Default.SilenceDraft);
            return true;
        }, cancellation);
        watch.LookSoon();
        return TypedResults.NoContent();
    }

    private static void Check(SilenceDraft draft, DateTimeOffset now)
    {
        if (ChangeReason.Check("reason", draft.Reason) is null) throw ProblemException.Invalid("reason", "is required: why nobody is to be told.");
        var errors = new FieldErrors();
        errors.Require(draft.Until > now && draft.Until <= now.AddDays(MostDays), "until", $"is required: a time from now on, at most {MostDays} days away.");
        errors.Require(draft.Subject is null || (draft.Subject.Length <= 500 && !draft.Subject.Any(char.IsControl)), "subject", "must be one line of at most 500 characters.");
        errors.ThrowIfAny();
    }

    private static long Now(TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>A silence as the API shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RuleId">The rule; null for all.</param>
/// <param name="Rule">The name of that, if it is still there.</param>
/// <param name="Subject">What it is about; null for all.</param>
/// <param name="Reason">Why.</param>
/// <param name="Actor">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Until">Until when it is in force.</param>
internal sealed record SilenceView(string Id, string? RuleId, string? Rule, string? Subject, string Reason, string Actor, DateTimeOffset CreatedAt, DateTimeOffset Until)
{
    /// <summary>A row as the API shows it.</summary>
    public static SilenceView Of(SilenceRow row, string? rule) => new(
        row.Id, row.RuleId.Length == 0 ? null : row.RuleId, rule, row.Subject.Length == 0 ? null : row.Subject, row.Reason, row.Actor,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(row.Until));
}
