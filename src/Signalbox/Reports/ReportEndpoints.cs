using System.ComponentModel;
using Signalbox.Admin;
using Signalbox.Core.Limits;
using Signalbox.Core.Reports;
using Signalbox.Identity;
using Signalbox.Usage;
using Signalbox.Usage.Rollups;

namespace Signalbox.Reports;

/// <summary>The reports' API, at the path where it is published.</summary>
internal static class ReportEndpoints
{
    /// <summary>The path.</summary>
    public const string Base = "/admin/reports/api";

    /// <summary>What whoever may not read reports is told.</summary>
    public const string RefusalCode = "reports-forbidden";

    private const string Permission = "reports:read";

    public static void MapReportEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapPublished(Base, "Reports").RequirePermission(Permission, RefusalCode);
        group.MapGet("/summary", SummaryAsync).WithSummary("Sums of a stretch of time, and what made most of them").Produces<SummaryView>();
        group.MapGet("/breakdown", BreakdownAsync).WithSummary("Sums by a dimension, the largest first").Produces<BreakdownView>();
        group.MapGet("/series", SeriesAsync).WithSummary("Sums over time, by the calendar of a time zone").Produces<SeriesView>();
        group.MapGet("/requests", RequestsAsync).WithSummary("The calls behind a report, newest first");
        group.MapGet("/dimensions", () => ReportDimension.All.Select(d => d.Name)).WithSummary("What reports can be broken down and filtered by");
    }

    private static async Task<IResult> SummaryAsync([AsParameters] ReportQuery query, ReportReading reading, TimeProvider time, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var (range, filters) = Read(errors, query, time);
        errors.ThrowIfAny();
        var view = await reading.SummaryAsync(range, filters, cancellation);
        return ReportFormat.Answer(query.Context, query.Format, "summary", view.Report, view, () => ReportTables.Flat(view),
            () => ReportDocument.Write("Summary", view.Report, [ReportTables.Totals(view), .. ReportTables.Top(view)]));
    }

    private static async Task<IResult> BreakdownAsync(
        [AsParameters] ReportQuery query, ReportReading reading, TimeProvider time, [Description("A dimension, such as model; see /dimensions.")] string? by,
        [Description("cost, requests, tokens, errors, refused, fallbacks or latency; cost unless told.")] string? sort,
        [Description("How many lines, 1 to 500; 100 unless told. What is beyond is added up in the rest.")] int? limit, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var (range, filters) = Read(errors, query, time, "by", "sort", "limit");
        if (by is null) errors.Add("by", $"must be told: one of {Dimensions()}.");
        var dimension = DimensionOf(errors, by);
        errors.Require(sort is null || ReportReading.Sorts.ContainsKey(sort), "sort", $"must be one of {string.Join(", ", ReportReading.Sorts.Keys)}.");
        errors.Require(limit is null or (>= 1 and <= 500), "limit", "must be between 1 and 500.");
        errors.ThrowIfAny();
        var view = await reading.BreakdownAsync(range, filters, dimension!, sort ?? "cost", limit ?? 100, cancellation);
        return ReportFormat.Answer(query.Context, query.Format, $"by-{view.By}", view.Report, view, () => ReportTables.Of(view),
            () => ReportDocument.Write($"Usage by {view.By}", view.Report, ReportTables.Of(view)));
    }

    private static async Task<IResult> SeriesAsync(
        [AsParameters] ReportQuery query, ReportReading reading, TimeProvider time, [Description("hour, day, week or month; day unless told, hour for two days and less.")] string? bucket,
        [Description("A dimension, to have a course for each of its values that cost most.")] string? by,
        [Description("What the largest are chosen by: cost, requests, tokens, errors, refused, fallbacks or latency; cost unless told.")] string? sort,
        [Description("How many values, 1 to 20; 5 unless told.")] int? limit,
        [Description("Whether to tell percentiles of each part too, which takes longer; false unless told.")] bool? percentiles, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var (range, filters) = Read(errors, query, time, "bucket", "by", "sort", "limit", "percentiles");
        var dimension = DimensionOf(errors, by);
        var period = bucket is null ? range.Until - range.Since <= 2 * TimeSegments.DayMs + TimeSegments.QuarterMs ? LimitPeriod.Hour : LimitPeriod.Day : LimitPeriods.Parse(bucket);
        errors.Require(period is not null, "bucket", $"must be one of {string.Join(", ", LimitPeriods.Names)}.");
        errors.Require(sort is null || ReportReading.Sorts.ContainsKey(sort), "sort", $"must be one of {string.Join(", ", ReportReading.Sorts.Keys)}.");
        errors.Require(limit is null or (>= 1 and <= 20), "limit", "must be between 1 and 20.");
        errors.ThrowIfAny();
        var view = await reading.SeriesAsync(range, filters, period!.Value, dimension, sort ?? "cost", limit ?? 5, percentiles == true, cancellation)
            ?? throw ProblemException.Invalid("bucket", $"makes more than {ReportReading.MostBuckets} parts. Choose a longer one, or a shorter stretch of time.");
        return ReportFormat.Answer(query.Context, query.Format, $"per-{view.Bucket}", view.Report, view, () => ReportTables.Of(view),
            () => ReportDocument.Write($"Usage per {view.Bucket}", view.Report, ReportTables.Of(view)));
    }

    private static async Task<Page<UsageView>> RequestsAsync(
        [AsParameters] ReportQuery query, RollupQueries rollups, TargetTags tags, UsageQueries calls, TimeProvider time, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var errors = new FieldErrors();
        var (range, filters) = Read(errors, query, time, "limit", "cursor");
        errors.Require(query.Format is null or "json", "format", "must be json: calls are pages of a list.");
        errors.Require(page.Cursor is not { } place || Core.Ids.Ulid.IsValid(place), "cursor", "must be the next_cursor of the page before.");
        errors.ThrowIfAny();
        var rows = Page<UsageRow>.Cut(
            await calls.ListAsync(rollups.Condition(new([], tags.Resolve(filters)), null), range.Since, range.Until, page.Cursor, page.Limit + 1, cancellation), page.Limit, row => row.RequestId);
        return new([.. rows.Items.Select(row => row.ToView())], rows.NextCursor);
    }

    private static (ReportRange Range, IReadOnlyList<(ReportDimension, IReadOnlyList<string>)> Filters) Read(
        FieldErrors errors, ReportQuery query, TimeProvider time, params ReadOnlySpan<string> besides)
    {
        ReportFormat.Check(errors, query.Format);
        return query.Read(errors, time.GetUtcNow().ToUnixTimeMilliseconds(), besides);
    }

    private static ReportDimension? DimensionOf(FieldErrors errors, string? name)
    {
        if (name is null) return null;
        if (ReportDimension.Find(name) is { } dimension) return dimension;
        errors.Add("by", $"must be one of {Dimensions()}.");
        return null;
    }

    private static string Dimensions() => string.Join(", ", ReportDimension.All.Select(d => d.Name));
}
