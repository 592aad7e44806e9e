using System.ComponentModel;
using System.Globalization;
using Signalbox.Admin;
using Signalbox.Audit.Chain;
using Signalbox.Audit.Export;
using Signalbox.Identity;

namespace Signalbox.Audit;

/// <summary>The admin API of the audit trail.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin("/audit-events", "Audit");
        group.MapGet("", ListAsync).RequirePermission("audit:read").WithSummary("List audit events, newest first");
        group.MapGet("/{id}", GetAsync).RequirePermission("audit:read").WithSummary("Read one audit event").Produces<AuditView>();
        group.MapGet("/verify", VerifyAsync).RequirePermission("audit:read")
            .WithSummary("Walk the hash chain from its first event to its end, and name the first event that is not as it was written");
        group.MapGet("/export", ExportAsync).RequirePermission("audit:export")
            .WithSummary("Stream audit events, oldest first, as CSV or as JSON lines; the export is an audit event itself")
            .Produces<string>(200, AuditCsv.ContentType, AuditLines.ContentType);
    }

    private static async Task<Page<AuditView>> ListAsync(
        AuditStore store, [AsParameters] AuditQuery query, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<AuditRow>.Cut(
            await store.ListAsync(query.ToFilter("limit", "cursor"), Before(page.Cursor), page.Limit + 1, cancellation),
            page.Limit, r => r.Sequence.ToString(CultureInfo.InvariantCulture));
        return new([.. rows.Items.Select(AuditView.Of)], rows.NextCursor);
    }

    private static async Task<AuditView> GetAsync(string id, AuditStore store, CancellationToken cancellation) =>
        AuditView.Of(await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("audit event", id));

    private static Task<VerificationView> VerifyAsync(
        AuditVerification verification, [Description("A head noted earlier, SEQUENCE:HASH: proves that nothing up to it was rewritten since.")] string? noted,
        CancellationToken cancellation) =>
        verification.RunAsync(AuditHead.Parse("noted", noted), cancellation);

    private static Task ExportAsync(
        HttpContext context, AuditExport export, [AsParameters] AuditQuery query, [Description("csv or jsonl; jsonl unless told.")] string? format) =>
        export.RunAsync(context, format switch
        {
            null or "jsonl" => new AuditLines(),
            "csv" => new AuditCsv(),
            _ => throw ProblemException.Invalid("format", "must be csv or jsonl."),
        }, query.ToFilter("format"));

    private static long? Before(string? cursor) =>
        cursor is null ? null
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence
        : throw PageQuery.NoCursor();
}
