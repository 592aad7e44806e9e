using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Identity;
using Signalbox.Responses;

namespace Signalbox.Access.Keys;

/// <summary>What operators can do about the responses that are kept for a key: not read them, but have all of them deleted.</summary>
internal static class KeyResponses
{
    public static void MapKeyResponses(this IEndpointRouteBuilder routes) =>
        routes.MapAdmin("/keys", "Keys").MapDelete("/{id}/responses", PurgeAsync).RequirePermission("keys:write")
            .WithSummary("Delete every response that is kept for a key").Produces<KeyResponsesPurged>();

    // Needs no If-Match: nothing of the key changes.
    private static async Task<IResult> PurgeAsync(string id, HttpContext context, AdminWriter writer, KeptResponses kept, CancellationToken cancellation)
    {
        // On record first: a purge that fails halfway has happened.
        await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var key = await KeyStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("key", id);
            transaction.Audit<KeyDraft>("purge-responses", KeyRegistry.Kind, key.Id, key.Name, null, null, AccessJson.Default.KeyDraft);
            return key;
        }, cancellation);
        return TypedResults.Ok(new KeyResponsesPurged(await kept.DeleteAllAsync(id, cancellation)));
    }
}
