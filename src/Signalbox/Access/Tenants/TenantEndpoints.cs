using System.ComponentModel;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Identity;

namespace Signalbox.Access.Tenants;

/// <summary>The admin API of organizations, teams, projects and users.</summary>
internal static class TenantEndpoints
{
    public static void MapTenants(this IEndpointRouteBuilder routes)
    {
        Map<OrganizationDraft, OrganizationView>(routes, new(ScopeKind.Organization, "/organizations", "Organizations", "organizations",
            AccessJson.Default.OrganizationDraft, d => d.ToTenant(), OrganizationDraft.From));
        Map<TeamDraft, TeamView>(routes, new(ScopeKind.Team, "/teams", "Teams", "teams", AccessJson.Default.TeamDraft, d => d.ToTenant(), TeamDraft.From));
        Map<ProjectDraft, ProjectView>(routes, new(ScopeKind.Project, "/projects", "Projects", "projects", AccessJson.Default.ProjectDraft, d => d.ToTenant(), ProjectDraft.From));
        Map<UserDraft, UserView>(routes, new(ScopeKind.User, "/users", "Users", "users", AccessJson.Default.UserDraft, d => d.ToTenant(), UserDraft.From));
    }

    private static void Map<TDraft, TView>(IEndpointRouteBuilder routes, TenantLevel<TDraft> level) where TDraft : notnull where TView : class
    {
        var group = routes.MapAdmin(level.Path, level.Tag);
        group.MapGet("", async (
                TenantStore store, TenantReader reader, string? organization_id, string? team_id, [Description(FindText.Meaning)] string? find,
                int? limit, string? cursor, CancellationToken cancellation) =>
            {
                var page = PageQuery.OfIds(limit, cursor);
                var filter = new TenantFilter(level.Kind, organization_id, level.Kind == ScopeKind.Project ? team_id : null, FindText.Parse(find));
                var rows = Page<TenantRow>.Cut(await store.ListAsync(filter, page, cancellation), page.Limit, r => r.Id);
                var views = await reader.ToViewsAsync(level.Kind, rows.Items, cancellation);
                return Results.Ok(new Page<TView>([.. views.Cast<TView>()], rows.NextCursor));
            })
            .RequirePermission($"{level.Permission}:read").WithSummary($"List {level.Permission}").Produces<Page<TView>>();

        group.MapGet("/{id}", async (string id, HttpContext context, TenantStore store, TenantReader reader, CancellationToken cancellation) =>
            {
                var row = await store.FindAsync(level.Kind, id, cancellation) ?? throw ProblemException.NotFound(level.Name, id);
                return await AnswerAsync<TView>(context, reader, level.Kind, row, cancellation);
            })
            .RequirePermission($"{level.Permission}:read").WithSummary($"Read one of the {level.Permission}").Produces<TView>();

        group.MapPost("", async (HttpContext context, Creations creations, TenantRegistry registry, GrantMatches matches) =>
            {
                var draft = await DraftReader.ReadAsync(context.Request, level.Type);
                return await creations.RunAsync(context, draft, level.Type, async transaction =>
                {
                    var row = await registry.CreateAsync(transaction, level.ToTenant(draft), Ownership.Api);
                    return (NewView(level.Kind, row, level.ToTenant(draft).Access.ToGrants(), matches), $"{AdminApi.Base}{level.Path}/{row.Id}", Preconditions.ETag(row.Revision));
                });
            })
            .RequirePermission($"{level.Permission}:write").WithSummary($"Add to {level.Permission}")
            .Accepts<TDraft>("application/json").Produces<TView>(201);

        group.MapPatch("/{id}", async (string id, HttpContext context, AdminWriter writer, TenantReader reader, CancellationToken cancellation) =>
            {
                var row = await writer.WriteAsync(AdminActor.From(context), async transaction =>
                {
                    var current = await RequireChangeableAsync(transaction, context, level.Kind, id);
                    var draft = level.FromTenant(current.ToDraft(await GrantStore.ReadAsync(transaction, current.Id)));
                    var next = await DraftReader.PatchAsync(context.Request, draft, level.Type);
                    return await TenantRegistry.UpdateAsync(transaction, current, level.ToTenant(next), current.Owner);
                }, cancellation);
                return await AnswerAsync<TView>(context, reader, level.Kind, row, cancellation);
            })
            .RequirePermission($"{level.Permission}:write").WithSummary($"Change one of the {level.Permission} (JSON merge patch)")
            .Accepts<TDraft>("application/json").Produces<TView>();

        group.MapDelete("/{id}", async (string id, HttpContext context, AdminWriter writer, CancellationToken cancellation) =>
            {
                await writer.WriteAsync(AdminActor.From(context), async transaction =>
                {
                    await TenantRegistry.DeleteAsync(transaction, await RequireChangeableAsync(transaction, context, level.Kind, id));
                    return true;
                }, cancellation);
                return TypedResults.NoContent();
            })
            .RequirePermission($"{level.Permission}:write").WithSummary($"Remove one of the {level.Permission} that holds nothing").Produces(204);
    }

    private static async Task<IResult> AnswerAsync<TView>(
        HttpContext context, TenantReader reader, ScopeKind kind, TenantRow row, CancellationToken cancellation)
    {
        var views = await reader.ToViewsAsync(kind, [row], cancellation);
        return AdminApi.Tagged(context, (TView)views[0], Preconditions.ETag(row.Revision));
    }

    private static object NewView(ScopeKind kind, TenantRow row, IReadOnlyList<Grant> grants, GrantMatches matches) => kind switch
    {
        ScopeKind.Organization => row.ToOrganization(grants, matches, new TenantCounts(0, 0, 0, 0)),
        ScopeKind.Team => row.ToTeam(grants, matches),
        ScopeKind.Project => row.ToProject(grants, matches),
        _ => row.ToUser(grants, matches),
    };

    private static async Task<TenantRow> RequireChangeableAsync(AdminTransaction transaction, HttpContext context, ScopeKind kind, string id)
    {
        var row = await TenantStore.FindAsync(transaction, kind, id) ?? throw ProblemException.NotFound(AccessModes.Name(kind), id);
        Ownership.RequireApi(row.Owner, row.Kind, row.Name);
        Preconditions.RequireMatch(context.Request, row.Revision);
        return row;
    }
}
