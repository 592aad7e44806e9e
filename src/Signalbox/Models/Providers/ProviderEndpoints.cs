using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Identity;
using Signalbox.Models.Registry;

namespace Signalbox.Models.Providers;

/// <summary>The admin API of providers.</summary>
internal static class ProviderEndpoints
{
    public static void MapProviders(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin("/providers", "Providers");
        group.MapGet("", ListAsync).RequirePermission("providers:read").WithSummary("List providers");
        group.MapPost("", CreateAsync).RequirePermission("providers:write").WithSummary("Add a provider")
            .Accepts<ProviderDraft>("application/json").Produces<ProviderView>(201);
        group.MapGet("/{id}", GetAsync).RequirePermission("providers:read").WithSummary("Read a provider").Produces<ProviderView>();
        group.MapPatch("/{id}", PatchAsync).RequirePermission("providers:write").WithSummary("Change a provider (JSON merge patch)")
            .Accepts<ProviderDraft>("application/json").Produces<ProviderView>();
        group.MapDelete("/{id}", DeleteAsync).RequirePermission("providers:write").WithSummary("Remove a provider that nothing uses").Produces(204);
        group.MapGet("/{id}/references", ReferencesAsync).RequirePermission("providers:read").WithSummary("Who uses a provider");
    }

    private static async Task<Page<ProviderView>> ListAsync(ProviderStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<ProviderRow>.Cut(await store.ListAsync(page, cancellation), page.Limit, r => r.Name);
        return new([.. rows.Items.Select(r => r.ToView())], rows.NextCursor);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Creations creations, ProviderRegistry registry)
    {
        var draft = await DraftReader.ReadAsync(context.Request, ModelsJson.Default.ProviderDraft);
        return await creations.RunAsync(context, draft, ModelsJson.Default.ProviderDraft, async transaction =>
        {
            var row = await registry.CreateAsync(transaction, draft, Ownership.Api);
            return (row.ToView(), $"{AdminApi.Base}/providers/{row.Id}", Preconditions.ETag(row.Revision));
        });
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, ProviderStore store, CancellationToken cancellation)
    {
        var row = await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("provider", id);
        return AdminApi.Tagged(context, row.ToView(), Preconditions.ETag(row.Revision));
    }

    private static async Task<IResult> PatchAsync(string id, HttpContext context, AdminWriter writer, ProviderRegistry registry, CancellationToken cancellation)
    {
        var row = await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var current = await RequireChangeableAsync(transaction, context, id);
            var draft = await DraftReader.PatchAsync(context.Request, current.ToDraft(), ModelsJson.Default.ProviderDraft);
            return await registry.UpdateAsync(transaction, current, draft, current.Owner);
        }, cancellation);
        return AdminApi.Tagged(context, row.ToView(), Preconditions.ETag(row.Revision));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, AdminWriter writer, CancellationToken cancellation)
    {
        await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            await ProviderRegistry.DeleteAsync(transaction, await RequireChangeableAsync(transaction, context, id));
            return true;
        }, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<ProviderReferences> ReferencesAsync(string id, ProviderStore providers, ModelStore models, CancellationToken cancellation)
    {
        _ = await providers.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("provider", id);
        return new(await models.DeploymentsOfProviderAsync(id, cancellation));
    }

    private static async Task<ProviderRow> RequireChangeableAsync(AdminTransaction transaction, HttpContext context, string id)
    {
        var row = await ProviderStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("provider", id);
        Ownership.RequireApi(row.Owner, "provider", row.Name);
        Preconditions.RequireMatch(context.Request, row.Revision);
        return row;
    }
}

/// <summary>Who uses a provider.</summary>
internal sealed record ProviderReferences(IReadOnlyList<ProviderUser> Deployments);
