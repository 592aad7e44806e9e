using System.ComponentModel;
using System.Text;
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
    private const int MostExportBytes = 16 * 1024 * 1024;

    public static void MapCosts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapPublished(ReportEndpoints.Base, "Reports");
        group.MapGet("/ledger", LedgerAsync).RequirePermission("reports:read", ReportEndpoints.RefusalCode)
            .WithSummary("What became of every call of a provider, per hour");
        group.MapPost("/reconciliation", ReconcileAsync).RequirePermission("costs:reconcile", ReportEndpoints.RefusalCode)
            .WithSummary("Compare a provider's usage export (CSV of OpenAI, Anthropic, or with named columns) with what is on record").Accepts<string>("text/csv")
            .ProducesProblem(413);
        group.MapPost("/recalculation", RecalculateAsync).RequirePermission("costs:write", ReportEndpoints.RefusalCode)
            .WithSummary("Price calls anew at the prices in force for their time: what would change, or, with dry_run false, the change").Accepts<RecalculationDraft>("application/json")
            .Produces<RecalculationView>().ProducesProblem(409);
    }

    private static async Task<ReconciliationView> ReconcileAsync(
        HttpContext context, Reconciliation reconciliation, [Description("Name of the provider whose export it is.")] string? provider, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(provider)) throw ProblemException.Invalid("provider", "is required: the name of the provider whose export it is.");
        try
        {
            var (format, lines) = ProviderExport.Read(await ReadAsync(context.Request, cancellation));
            return await reconciliation.CompareAsync(provider, format, lines, cancellation);
        }
        catch (FormatException fault)
        {
            throw ProblemException.Invalid("body", fault.Message);
        }
    }

    private static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            if (text.Length + read > MostExportBytes) throw new ProblemException(StatusCodes.Status413PayloadTooLarge, "request-too-large", "An export may have 16 MiB at most. Split it.");
            text.Write(buffer, 0, read);
        }
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
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
            [.. rows.GroupBy(r => r.Provider).Select(g => new LedgerTotal(
                g.Key, g.Sum(r => r.Dispatched), g.Sum(r => r.Settled), g.Sum(r => r.Failed), g.Sum(r => r.Interrupted), g.Sum(r => r.Disconnected), g.Sum(r => r.Drained)))],
            [.. rows.Select(r => new LedgerHour(At(r.At), r.Provider, r.Dispatched, r.Settled, r.Failed, r.Interrupted, r.Disconnected, r.Drained))]);
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
