using System.ComponentModel;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Identity;

namespace Signalbox.Access.Migration;

/// <summary>Report and backfill for each kind of asset, and the switch to enforcement.</summary>
internal static class MigrationEndpoints
{
    public static void MapMigration(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/callable-target-migration", AssetKind.CallableTarget, "callable targets");
        Map(routes, "/mcp-migration", AssetKind.McpServer, "MCP servers");

        var organizations = routes.MapAdmin("/organizations", "Migration");
        MapSwitch(organizations, "/{id}/enforce", AccessEnforcement.Enforced, "Let grants alone decide in an organization; refused with reasons while it is not ready");
        MapSwitch(organizations, "/{id}/unenforce", AccessEnforcement.Legacy, "Let legacy lists count again in an organization");
    }

    private static void Map(IEndpointRouteBuilder routes, string path, AssetKind kind, string what)
    {
        var group = routes.MapCompatible(path, "Migration");
        group.MapGet("/report", (MigrationBackfill migration, string? organization_id, [FromQuery] string[]? rollout_state,
                    [Description("Whether levels below each organization are listed (true unless told), or counted only.")] bool? detail,
                    [Description("With organization_id: how many of its levels to list, 1 to 500; all unless told.")] int? limit,
                    [Description("With organization_id: the organization's next_cursor of the page before.")] string? cursor, CancellationToken cancellation) =>
                migration.ReportAsync(kind, MigrationFilter.Parse(organization_id, rollout_state, "rollout_state"),
                    ReportExtent.Parse(detail, limit, cursor, organization_id), cancellation))
            .RequirePermission("access:read").WithSummary($"How organizations stand on the way to enforced grants of {what}").ProducesProblem(404);
        group.MapPost("/backfill", async Task<BackfillView> (HttpContext context, MigrationBackfill migration, CancellationToken cancellation) =>
            {
                var isEmpty = context.Request.ContentLength == 0 || context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
                var draft = isEmpty ? new BackfillDraft() : await DraftReader.ReadAsync(context.Request, AccessJson.Default.BackfillDraft);
                return await migration.RunAsync(kind, draft, AdminActor.From(context), cancellation);
            })
            .RequirePermission("access:write").WithSummary($"Write grants of {what} where legacy lists decide now, without changing an answer")
            .Accepts<BackfillDraft>(isOptional: true, "application/json").ProducesProblem(404).ProducesProblem(412);
    }

    private static void MapSwitch(RouteGroupBuilder organizations, string path, AccessEnforcement to, string summary) =>
        organizations.MapPost(path, async (string id, HttpContext context, AdminWriter writer, CancellationToken cancellation) =>
            {
                var view = await OrganizationEnforcement.SwitchAsync(writer, context, id, to, cancellation);
                return AdminApi.Tagged(context, view, view.Etag);
            })
            .RequirePermission("access:write").WithSummary(summary).WithDescription("Takes If-Match with the organization's ETag.")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
}
