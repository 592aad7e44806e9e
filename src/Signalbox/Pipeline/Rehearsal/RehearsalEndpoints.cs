using Signalbox.Admin;
using Signalbox.Core.Snapshots;
using Signalbox.Identity;
using Signalbox.Routing;
using Signalbox.Usage;

namespace Signalbox.Pipeline.Rehearsal;

/// <summary>Where calls would go, and where they went.</summary>
internal static class RehearsalEndpoints
{
    private const int MostMinutes = 7 * 24 * 60;

    public static void MapRehearsal(this IEndpointRouteBuilder routes)
    {
        routes.MapAdmin("/routing", "Routing").MapPost("/simulate", SimulateAsync).RequirePermission("route_groups:read")
            .WithSummary("Where a call would go and why, by the code of the request path; nothing is sent, reserved or recorded")
            .Accepts<RehearsalDraft>("application/json").Produces<RehearsalView>().ProducesProblem(404);
        routes.MapAdmin("/route-groups", "Route groups").MapGet("/{id}/split", SplitAsync).RequirePermission("route_groups:read")
            .WithSummary("Who served a route group's calls lately and how, member by member: its live split, and under ab its report").ProducesProblem(404);
    }

    private static async Task<IResult> SimulateAsync(HttpContext context, RouteRehearsal rehearsal) =>
        TypedResults.Ok(await rehearsal.RunAsync(await DraftReader.ReadAsync(context.Request, RehearsalJson.Default.RehearsalDraft), context.RequestAborted));

    /// <param name="id">The route group.</param>
    /// <param name="groups">Finds it.</param>
    /// <param name="traffic">Reads the calls.</param>
    /// <param name="snapshots">Knows whose each deployment is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="minutes">How far back, 1 to 10,080; 60 unless told.</param>
    /// <param name="cancellation">Gives up.</param>
    private static async Task<SplitView> SplitAsync(
        string id, RouteGroupStore groups, TargetCallStore traffic, SnapshotHolder snapshots, TimeProvider time, int? minutes, CancellationToken cancellation)
    {
        if (minutes is < 1 or > MostMinutes) throw ProblemException.Invalid("minutes", $"must be between 1 and {MostMinutes:N0}.");
        var group = await groups.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("route group", id);
        var since = time.GetUtcNow() - TimeSpan.FromMinutes(minutes ?? 60);
        var rows = await traffic.SumAsync(group.Row.Key, since.ToUnixTimeMilliseconds(), cancellation);
        var snapshot = snapshots.Current;
        // A deployment that two members share is the first one's.
        var owners = group.Members.Reverse()
            .SelectMany(member => snapshot.FindTarget(member.Model)?.Members.SelectMany(m => m.Deployments).Select(d => (d.Name, member.Model)) ?? [])
            .GroupBy(owner => owner.Name).ToDictionary(same => same.Key, same => same.Last().Model, StringComparer.Ordinal);
        var all = rows.Sum(row => row.Calls);
        var byModel = rows.ToLookup(row => owners.GetValueOrDefault(row.Deployment) ?? "");
        return new SplitView(group.Row.Key, since, all,
        [
            .. group.Members.Select(member => SplitMember.Of(member.Model, [.. byModel[member.Model]], all)),
            .. byModel[""].Any() ? [SplitMember.Of(null, [.. byModel[""]], all)] : (SplitMember[])[],
        ]);
    }
}
