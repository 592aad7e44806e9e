using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Identity;
using Signalbox.Routing;

namespace Signalbox.Models.Registry;

/// <summary>The admin API of models.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin("/models", "Models");
        group.MapGet("", ListAsync).RequirePermission("models:read").WithSummary("List models");
        group.MapPost("", CreateAsync).RequirePermission("models:write").WithSummary("Add a model")
            .Accepts<ModelDraft>("application/json").Produces<ModelView>(201);
        group.MapGet("/{id}", GetAsync).RequirePermission("models:read").WithSummary("Read a model").Produces<ModelView>();
        group.MapPatch("/{id}", PatchAsync).RequirePermission("models:write").WithSummary("Change a model (JSON merge patch; deployments are replaced whole)")
            .Accepts<ModelDraft>("application/json").Produces<ModelView>();
        group.MapDelete("/{id}", DeleteAsync).RequirePermission("models:write").WithSummary("Remove a model that nothing uses").Produces(204);
        group.MapGet("/{id}/references", ReferencesAsync).RequirePermission("models:read").WithSummary("Who uses a model");
    }

    private static async Task<Page<ModelView>> ListAsync(ModelStore store, ModelViews views, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<StoredModel>.Cut(await store.ListAsync(page, cancellation), page.Limit, m => m.Row.Name);
        return new([.. rows.Items.Select(views.ToView)], rows.NextCursor);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Creations creations, ModelRegistry registry, ModelViews views)
    {
        var draft = await DraftReader.ReadAsync(context.Request, ModelsJson.Default.ModelDraft);
        return await creations.RunAsync(context, draft, ModelsJson.Default.ModelDraft, async transaction =>
        {
            var model = await registry.CreateAsync(transaction, draft, Ownership.Api);
            return (views.ToView(model), $"{AdminApi.Base}/models/{model.Row.Id}", Preconditions.ETag(model.Row.Revision));
        });
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, ModelStore store, ModelViews views, CancellationToken cancellation)
    {
        var model = await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("model", id);
        return AdminApi.Tagged(context, views.ToView(model), Preconditions.ETag(model.Row.Revision));
    }

    private static async Task<IResult> PatchAsync(string id, HttpContext context, AdminWriter writer, ModelRegistry registry, ModelViews views, CancellationToken cancellation)
    {
        var model = await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var current = await RequireChangeableAsync(transaction, context, id);
            var draft = await DraftReader.PatchAsync(context.Request, current.ToDraft(), ModelsJson.Default.ModelDraft);
            return await registry.UpdateAsync(transaction, current, draft, current.Row.Owner);
        }, cancellation);
        return AdminApi.Tagged(context, views.ToView(model), Preconditions.ETag(model.Row.Revision));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, AdminWriter writer, ModelRegistry registry, CancellationToken cancellation)
    {
        await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            await registry.DeleteAsync(transaction, await RequireChangeableAsync(transaction, context, id));
            return true;
        }, cancellation);
        return TypedResults.NoContent();
    }

    private static Task<TargetReferenceView> ReferencesAsync(
        string id, HttpContext context, AdminWriter writer, TargetReferences references, CancellationToken cancellation) =>
        writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var model = await ModelStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("model", id);
            return await references.FindAsync(transaction, model.Row.Name);
        }, cancellation);

    private static async Task<StoredModel> RequireChangeableAsync(AdminTransaction transaction, HttpContext context, string id)
    {
        var model = await ModelStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("model", id);
        Ownership.RequireApi(model.Row.Owner, "model", model.Row.Name);
        Preconditions.RequireMatch(context.Request, model.Row.Revision);
        return model;
    }
}
