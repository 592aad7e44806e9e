using Signalbox.Admin;
using Signalbox.Core.Access;
using Signalbox.Core.Snapshots;
using Signalbox.Identity;

namespace Signalbox.Access.Decisions;

/// <summary>Explains decisions and previews what a subject may use, from the snapshot in force and by the engine of the request path.</summary>
internal static class DecisionEndpoints
{
    private const string Permission = "access:read";

    private static readonly (ScopeKind Kind, string Path, string Word)[] Levels =
    [
        (ScopeKind.Organization, "/organizations", "an organization"), (ScopeKind.Team, "/teams", "a team"), (ScopeKind.Project, "/projects", "a project"),
        (ScopeKind.User, "/users", "a user"), (ScopeKind.Key, "/keys", "a key"),
    ];

    public static void MapDecisions(this IEndpointRouteBuilder routes)
    {
        routes.MapAdmin("/access", "Access").MapGet("/explain", Explain).RequirePermission(Permission)
            .WithSummary("Why a subject may or may not use an asset: the verdict of a call, and what each level says").ProducesProblem(404);
        foreach (var (kind, path, word) in Levels)
            routes.MapAdmin(path, "Access")
                .MapGet("/{id}/effective-access", (
                        string id, SnapshotHolder snapshots, TimeProvider time, string? asset_kind, bool? allowed, string? find, int? limit, string? cursor) =>
                    List(new AccessSubject(kind, id), snapshots, time, asset_kind, allowed, find, PageQuery.From(limit, cursor)))
                .RequirePermission(Permission).WithSummary($"What {word} may use, each asset with the reason").ProducesProblem(404);
    }

    private static ExplanationView Explain(SnapshotHolder snapshots, TimeProvider time, string? subject, string? asset)
    {
        var (snapshot, now) = (snapshots.Current, time.GetUtcNow().ToUnixTimeMilliseconds());
        var (who, what) = (AccessSubject.Parse(subject), AssetReference.Parse(asset, snapshot.Assets));
        return AccessEngine.Explain(who.RequireChain(snapshot, now), snapshot.Assets.Find(what.Kind, what.Name), now)
            .ToView(who, what, snapshot);
    }

    private static Page<EffectiveAssetView> List(
        AccessSubject subject, SnapshotHolder snapshots, TimeProvider time, string? assetKind, bool? allowed, string? find, PageQuery page)
    {
        var (kind, snapshot, now) = (AssetReference.ParseKind(assetKind), snapshots.Current, time.GetUtcNow().ToUnixTimeMilliseconds());
        var chain = subject.RequireChain(snapshot, now);
        var found = snapshot.Assets.All(kind)
            .Where(asset => page.Cursor is null || string.CompareOrdinal(asset.Name, page.Cursor) > 0)
            .Where(asset => string.IsNullOrEmpty(find) || asset.Name.Contains(find, StringComparison.OrdinalIgnoreCase)
                || asset.Tags.Any(tag => tag.Contains(find, StringComparison.OrdinalIgnoreCase)))
            .Select(asset => (Asset: asset, Decision: AccessEngine.Decide(chain, asset, now)))
            .Where(judged => allowed is null || judged.Decision.Allowed == allowed)
            .Take(page.Limit + 1)
            .Select(judged => judged.Decision.ToView(judged.Asset, now))
            .ToList();
        return Page<EffectiveAssetView>.Cut(found, page.Limit, view => view.Asset);
    }
}
