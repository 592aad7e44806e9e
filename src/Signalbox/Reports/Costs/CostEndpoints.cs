using System.ComponentModel;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Reports;
using Signalbox.Identity;
using Signalbox.Usage;
using Signalbox.Usage.Journal;
using Signalbox.Usage.Rollups;

namespace Signalbox.Reports.Costs;

/// <summary>The API of what calls cost.</summary>
internal static class CostEndpoints
{
    public static void MapCosts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapPublished(ReportEndpoints.Base, "Reports");
        group.MapGet("/ledger", LedgerAsync).RequirePermission("reports:read", ReportEndpoints.RefusalCode)
            .WithSummary("What became of every call of a provider, per hour");
        group.MapPost("/recalculation", RecalculateAsync).RequirePermission("costs:write", ReportEndpoints.RefusalCode)
            .WithSummary("Price calls anew at the prices in force for their time: what would change, or, with dry_run false, the change").Accepts<RecalculationDraft>("application/json")
            .Produces<RecalculationView>().ProducesProblem(409);
    }

    private static async Task<LedgerView> LedgerAsync(
        RollupQueries rollups, UsageJournal journal, UsageWriter writer, TimeProvider time, [Description("How long before the end it begins, such as 24h; 24h unless told.")] string? since,
        [Description("When it begins, ISO 8601; instead of since.")] string? from, [Description("When it ends; now unless told.")] string? to,
        [Description("Only this provider.")] string? provider, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var range = ReportRange.Read(errors, Given(since), Given(from), Given(to), null, time.GetUtcNow().ToUnixTimeMilliseconds());
        errors.ThrowIfAny();
        var (first, end) = (TimeSegments.Floor(range.Since, TimeSegments.HourMs), TimeSegments.Ceiling(range.Until, TimeSegments.HourMs));
        var rows = await rollups.LedgerAsync(first, end, Given(provider), cancellation);
        return new(
            At(first), At(end), journal.Counts.Open, writer.Status.PendingRecords, rows.All(r => r.Dispatched == r.Settled + r.Failed + r.Interrupted),
            [.. rows.GroupBy(r => r.Provider).Select(g => new LedgerTotal(g.Key, g.Sum(r => r.Dispatched), g.Sum(r => r.Settled), g.Sum(r => r.Failed), g.Sum(r => r.Interrupted)))],
            [.. rows.Select(r => new LedgerHour(At(r.At), r.Provider, r.Dispatched, r.Settled, r.Failed, r.Interrupted))]);
    }

    private static DateTimeOffset At(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static async Task<RecalculationView> RecalculateAsync(HttpContext context, Recalculation recalculation, TimeProvider time, CancellationToken cancellation)
    {
        var draft = await DraftReader.ReadAsync(context.Request, CostsJson.Default.RecalculationDraft);
        var errors = new FieldErrors();
        if (string.IsNullOrEmpty(draft.From)) errors.Add("from", "is required: the time from which on calls are priced anew.");
        var range = ReportRange.Read(errors, null, draft.From ?? "", draft.To, draft.TimeZone, time.GetUtcNow().ToUnixTimeMilliseconds());
        errors.ThrowIfAny();
        return await recalculation.RunAsync(range, draft, AdminActor.From(context), cancellation);
    }
}
