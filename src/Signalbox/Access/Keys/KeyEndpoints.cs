using System.ComponentModel;
using Signalbox.Access.Decisions;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Core.Snapshots;
using Signalbox.Identity;
using Signalbox.Usage;

namespace Signalbox.Access.Keys;

/// <summary>The admin API of virtual keys.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin("/keys", "Keys");
        group.MapGet("", ListAsync).RequirePermission("keys:read").WithSummary("List keys, newest first");
        group.MapPost("", CreateAsync).RequirePermission("keys:write").WithSummary("Issue a key; the secret is shown once")
            .Accepts<KeyDraft>("application/json").Produces<KeyView>(201);
        group.MapGet("/{id}", GetAsync).RequirePermission("keys:read").WithSummary("Read a key").Produces<KeyView>();
        group.MapPatch("/{id}", PatchAsync).RequirePermission("keys:write").WithSummary("Change a key (JSON merge patch)")
            .Accepts<KeyDraft>("application/json").Produces<KeyView>();
        group.MapDelete("/{id}", DeleteAsync).RequirePermission("keys:write").WithSummary("Revoke a key").Produces(204);
        group.MapPost("/{id}/rotate", RotateAsync).RequirePermission("keys:write").WithSummary("Give a key a new secret; the old one works on for a grace period")
            .Accepts<KeyRotation>("application/json").Produces<KeyView>();
        group.MapPost("/{id}/revoke", RevokeAsync).RequirePermission("keys:write").WithSummary("Revoke a key at once").Produces<KeyView>();
        group.MapGet("/{id}/targets", TargetsAsync).RequirePermission("keys:read").WithSummary("What a key may call, and why");
    }

    private static async Task<Page<KeyView>> ListAsync(
        KeyStore store, GrantStore grants, GrantMatches matches, UsageQueries usage, TimeProvider time, string? organization_id, string? team_id, string? project_id, string? user_id,
        string? status, [Description(FindText.Meaning)] string? find, int? limit, string? cursor, CancellationToken cancellation)
    {
        if (status is not (null or "active" or "expired" or "revoked")) throw ProblemException.Invalid("status", "must be active, expired or revoked.");
        var page = PageQuery.OfIds(limit, cursor);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var keys = Page<StoredKey>.Cut(
            await store.ListAsync(new(organization_id, team_id, project_id, user_id, status, FindText.Parse(find)), now, page, cancellation), page.Limit, k => k.Id);
        var granted = await grants.ReadAsync([.. keys.Items.Select(k => k.Id)], cancellation);
        var used = await usage.LastUsedAsync([.. keys.Items.Select(k => k.Id)], cancellation);
        return new([.. keys.Items.Select(k => k.ToView([.. granted[k.Id]], matches, now) with { LastUsedAt = LastUsed(used, k.Id) })], keys.NextCursor);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Creations creations, KeyRegistry registry, GrantMatches matches)
    {
        var draft = await DraftReader.ReadAsync(context.Request, AccessJson.Default.KeyDraft);
        return await creations.RunAsync(context, draft, AccessJson.Default.KeyDraft, async transaction =>
        {
            var (key, secret) = await registry.CreateAsync(transaction, draft, Ownership.Api);
            var view = key.ToView(draft.Access.ToGrants(), matches, transaction.NowMilliseconds) with { Secret = secret };
            return (view, $"{AdminApi.Base}/keys/{key.Id}", Preconditions.ETag(key.Revision));
        });
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, KeyStore store, GrantStore grants, GrantMatches matches, UsageQueries usage, TimeProvider time, CancellationToken cancellation)
    {
        var key = await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("key", id);
        return await AnswerAsync(context, key, grants, matches, usage, time, null, cancellation);
    }

    private static async Task<IResult> PatchAsync(
        string id, HttpContext context, AdminWriter writer, KeyRegistry registry, GrantStore grants, GrantMatches matches, UsageQueries usage, TimeProvider time, CancellationToken cancellation)
    {
        var key = await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var current = await RequireChangeableAsync(transaction, context, id);
            var draft = current.ToDraft(await GrantStore.ReadAsync(transaction, current.Id));
            var next = await DraftReader.PatchAsync(context.Request, draft, AccessJson.Default.KeyDraft);
            if (next.Value is not null) throw ProblemException.Invalid("value", "can be given on creation only. Rotate the key for a new secret.");
            return await registry.UpdateAsync(transaction, current, next, current.Owner);
        }, cancellation);
        return await AnswerAsync(context, key, grants, matches, usage, time, null, cancellation);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, AdminWriter writer, CancellationToken cancellation)
    {
        await writer.WriteAsync(AdminActor.From(context), async transaction =>
            await KeyRegistry.RevokeAsync(transaction, await RequireChangeableAsync(transaction, context, id)), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RotateAsync(
        string id, HttpContext context, AdminWriter writer, KeyRegistry registry, GrantStore grants, GrantMatches matches, UsageQueries usage, TimeProvider time, CancellationToken cancellation)
    {
        var rotation = await DraftReader.ReadAsync(context.Request, AccessJson.Default.KeyRotation);
        var (key, secret) = await writer.WriteAsync(AdminActor.From(context), async transaction =>
            await registry.RotateAsync(transaction, await RequireChangeableAsync(transaction, context, id), rotation.GraceSeconds), cancellation);
        return await AnswerAsync(context, key, grants, matches, usage, time, secret, cancellation);
    }

    // Revoking is the one change that needs no If-Match: it must work at once, and nothing it could overwrite matters any more.
    private static async Task<IResult> RevokeAsync(
        string id, HttpContext context, AdminWriter writer, GrantStore grants, GrantMatches matches, UsageQueries usage, TimeProvider time, CancellationToken cancellation)
    {
        var key = await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var current = await KeyStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("key", id);
            return await KeyRegistry.RevokeAsync(transaction, current);
        }, cancellation);
        return await AnswerAsync(context, key, grants, matches, usage, time, null, cancellation);
    }

    private static KeyTargetsView TargetsAsync(string id, SnapshotHolder snapshots, TimeProvider time)
    {
        var snapshot = snapshots.Current;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var principal = AccessSubject.RequireKey(snapshot, id, now);
        return new(
        [
            .. from target in snapshot.TargetsByName
               let decision = AccessEngine.Decide(principal.Chain, target.Asset, now)
               select new KeyTargetView(target.Name, target.IsRouteGroup ? "route_group" : "model", decision.Allowed,
                   AccessReasons.Name(decision.Reason), decision.Explain(target.Name)),
        ]);
    }

    private static async Task<StoredKey> RequireChangeableAsync(AdminTransaction transaction, HttpContext context, string id)
    {
        var key = await KeyStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("key", id);
        Ownership.RequireApi(key.Owner, "key", key.Name);
        Preconditions.RequireMatch(context.Request, key.Revision);
        return key;
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, StoredKey key, GrantStore grants, GrantMatches matches, UsageQueries usage, TimeProvider time, string? secret, CancellationToken cancellation)
    {
        var granted = await grants.ReadAsync([key.Id], cancellation);
        var used = await usage.LastUsedAsync([key.Id], cancellation);
        var view = key.ToView([.. granted[key.Id]], matches, time.GetUtcNow().ToUnixTimeMilliseconds()) with { Secret = secret, LastUsedAt = LastUsed(used, key.Id) };
        return AdminApi.Tagged(context, view, Preconditions.ETag(key.Revision));
    }

    private static DateTimeOffset? LastUsed(IReadOnlyDictionary<string, long> used, string id) =>
        used.TryGetValue(id, out var at) ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
