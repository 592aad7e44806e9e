using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Identity;
using Signalbox.Routing.Health;

namespace Signalbox.Routing;

/// <summary>The admin API of route groups.</summary>
internal static class RouteGroupEndpoints
{
    public static void MapRouteGroups(this IEndpointRouteBuilder routes)
    {
        routes.MapHealth();
        var group = routes.MapAdmin("/route-groups", "Route groups");
        group.MapGet("", ListAsync).RequirePermission("route_groups:read").WithSummary("List route groups");
        group.MapPost("", CreateAsync).RequirePermission("route_groups:write").WithSummary("Add a route group")
            .Accepts<RouteGroupDraft>("application/json").Produces<RouteGroupView>(201);
        group.MapGet("/{id}", GetAsync).RequirePermission("route_groups:read").WithSummary("Read a route group").Produces<RouteGroupView>();
        group.MapPatch("/{id}", PatchAsync).RequirePermission("route_groups:write").WithSummary("Change a route group (JSON merge patch; members are replaced whole)")
            .Accepts<RouteGroupDraft>("application/json").Produces<RouteGroupView>();
        group.MapDelete("/{id}", DeleteAsync).RequirePermission("route_groups:write").WithSummary("Remove a route group that nothing uses").Produces(204);
    }

    private static async Task<Page<RouteGroupView>> ListAsync(RouteGroupStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<StoredRouteGroup>.Cut(await store.ListAsync(page, cancellation), page.Limit, g => g.Row.Key);
        return new([.. rows.Items.Select(g => g.ToView())], rows.NextCursor);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Creations creations, RouteGroupRegistry registry)
    {
        var draft = await DraftReader.ReadAsync(context.Request, RoutingJson.Default.RouteGroupDraft);
        return await creations.RunAsync(context, draft, RoutingJson.Default.RouteGroupDraft, async transaction =>
        {
            var stored = await registry.CreateAsync(transaction, draft, Ownership.Api);
            return (stored.ToView(), $"{AdminApi.Base}/route-groups/{stored.Row.Id}", Preconditions.ETag(stored.Row.Revision));
        });
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, RouteGroupStore store, CancellationToken cancellation)
    {
        var stored = await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("route group", id);
        return AdminApi.Tagged(context, stored.ToView(), Preconditions.ETag(stored.Row.Revision));
    }

    private static async Task<IResult> PatchAsync(string id, HttpContext context, AdminWriter writer, RouteGroupRegistry registry, CancellationToken cancellation)
    {
        var stored = await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var current = await RequireChangeableAsync(transaction, context, id);
            var draft = await DraftReader.PatchAsync(context.Request, current.ToDraft(), RoutingJson.Default.RouteGroupDraft);
            return await registry.UpdateAsync(transaction, current, draft, current.Row.Owner);
        }, cancellation);
        return AdminApi.Tagged(context, stored.ToView(), Preconditions.ETag(stored.Row.Revision));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, AdminWriter writer, RouteGroupRegistry registry, CancellationToken cancellation)
    {
        await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            await registry.DeleteAsync(transaction, await RequireChangeableAsync(transaction, context, id));
            return true;
        }, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<StoredRouteGroup> RequireChangeableAsync(AdminTransaction transaction, HttpContext context, string id)
    {
        var stored = await RouteGroupStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("route group", id);
        Ownership.RequireApi(stored.Row.Owner, "route group", stored.Row.Key);
        Preconditions.RequireMatch(context.Request, stored.Row.Revision);
        return stored;
    }
}
