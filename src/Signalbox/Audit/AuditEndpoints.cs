using System.Text.Json.Nodes;
using Signalbox.Admin;
using Signalbox.Identity;

namespace Signalbox.Audit;

/// <summary>The admin API of the audit trail.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapAdmin("/audit-events", "Audit").MapGet("", ListAsync).RequirePermission("audit:read").WithSummary("List audit events, newest first");

    private static async Task<Page<AuditView>> ListAsync(
        AuditStore store, string? object_kind, string? object_id, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<AuditRow>.Cut(await store.ListAsync(object_kind, object_id, page, cancellation), page.Limit, r => r.Id);
        return new([.. rows.Items.Select(ToView)], rows.NextCursor);
    }

    private static AuditView ToView(AuditRow row) => new(
        row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Actor, row.Action, row.ObjectKind, row.ObjectId, row.ObjectName,
        Parse(row.BeforeState), Parse(row.AfterState), row.RequestId, row.RemoteAddress, row.Version);

    private static JsonNode? Parse(string? json) => json is null ? null : JsonNode.Parse(json);
}

/// <summary>An audit event as the API shows it.</summary>
internal sealed record AuditView(
    string Id, DateTimeOffset At, string Actor, string Action, string ObjectKind, string ObjectId, string ObjectName,
    JsonNode? Before, JsonNode? After, string? RequestId, string? RemoteAddress, long Version);
