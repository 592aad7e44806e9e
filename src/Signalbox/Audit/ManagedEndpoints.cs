using Microsoft.AspNetCore.Http.HttpResults;
using Signalbox.Admin;
using Signalbox.Identity;

namespace Signalbox.Audit;

/// <summary>Adding, reading, changing and removing what people manage, alike for all kinds; lists and what else a kind has stand with it.</summary>
internal static class ManagedEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapManaged<TRow, TDraft, TView>(this RouteGroupBuilder group, ManagedKind<TRow, TDraft, TView> kind) where TRow : class, IManagedRow<TDraft> where TDraft : notnull
    {
        var (read, write) = ($"{kind.Permission}:read", $"{kind.Permission}:write");
        group.MapPost("", async (HttpContext context, Creations creations) =>
            {
                var draft = await DraftReader.ReadAsync(context.Request, kind.Type);
                var answer = await creations.RunAsync(context, draft, kind.Type, async transaction =>
                {
                    var (row, view) = await kind.Create(context.RequestServices, transaction, draft);
                    return (view, $"{AdminApi.Base}{kind.Path}/{row.Id}", Preconditions.ETag(row.Revision));
                });
                kind.Changed?.Invoke(context.RequestServices);
                return answer;
            })
            .RequirePermission(write).WithSummary(kind.Summaries.Create).Accepts<TDraft>("application/json").Produces<TView>(201).ProducesProblem(409);

        group.MapGet("/{id}", async Task<IResult> (string id, HttpContext context, CancellationToken cancellation) => Shown(context, kind, await context.ExpectAsync(kind, id, cancellation)))
            .RequirePermission(read).WithSummary(kind.Summaries.Read).Produces<TView>();

        group.MapPatch("/{id}", async Task<IResult> (string id, HttpContext context, AdminWriter writer, CancellationToken cancellation) =>
            {
                var row = await writer.WriteAsync(AdminActor.From(context), async transaction =>
                {
                    var current = await RequireChangeableAsync(transaction, context, kind, id);
                    return await kind.Update(context.RequestServices, transaction, current, await DraftReader.PatchAsync(context.Request, current.ToDraft(), kind.Type));
                }, cancellation);
                kind.Changed?.Invoke(context.RequestServices);
                return Shown(context, kind, row);
            })
            .RequirePermission(write).WithSummary(kind.Summaries.Change).Accepts<TDraft>("application/json").Produces<TView>().ProducesProblem(412);

        group.MapDelete("/{id}", async (string id, HttpContext context, AdminWriter writer, CancellationToken cancellation) =>
            {
                await writer.WriteAsync(AdminActor.From(context), async transaction =>
                {
                    await kind.Delete(transaction, await RequireChangeableAsync(transaction, context, kind, id));
                    return true;
                }, cancellation);
                kind.Changed?.Invoke(context.RequestServices);
                return TypedResults.NoContent();
            })
            .RequirePermission(write).WithSummary(kind.Summaries.Remove).Produces(204).ProducesProblem(409);
    }

    /// <summary>One of the kind.</summary>
    /// <exception cref="ProblemException">404 when there is none.</exception>
    public static async Task<TRow> ExpectAsync<TRow, TDraft, TView>(this HttpContext context, ManagedKind<TRow, TDraft, TView> kind, string id, CancellationToken cancellation)
        where TRow : class, IManagedRow<TDraft> =>
        await kind.Find(context.RequestServices, id, cancellation) ?? throw ProblemException.NotFound(kind.Name, id);

    private static async Task<TRow> RequireChangeableAsync<TRow, TDraft, TView>(AdminTransaction transaction, HttpContext context, ManagedKind<TRow, TDraft, TView> kind, string id)
        where TRow : class, IManagedRow<TDraft>
    {
        var row = await kind.FindWithin(transaction, id) ?? throw ProblemException.NotFound(kind.Name, id);
        Ownership.RequireApi(row.Owner, kind.Name, row.Label);
        Preconditions.RequireMatch(context.Request, row.Revision);
        return row;
    }

    private static Ok<TView> Shown<TRow, TDraft, TView>(HttpContext context, ManagedKind<TRow, TDraft, TView> kind, TRow row) where TRow : class, IManagedRow<TDraft> =>
        AdminApi.Tagged(context, kind.View(row), Preconditions.ETag(row.Revision));
}
