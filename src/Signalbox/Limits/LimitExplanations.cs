using Signalbox.Admin;
using Signalbox.Core.Access;
using Signalbox.Core.Limits;
using Signalbox.Core.Snapshots;
using Signalbox.Identity;

namespace Signalbox.Limits;

/// <summary>The admin API of limits: how they stand. They are written where the scope or key is.</summary>
internal static class LimitExplanations
{
    public static void MapLimitExplanations(this IEndpointRouteBuilder routes) =>
        routes.MapAdmin("/limits", "Limits").MapGet("/explain", Explain).RequirePermission("keys:read")
            .WithSummary("All limits that judge calls of a key, user, project, team or organization, with what is taken and left now").Produces<LimitsView>();

    private static LimitsView Explain(
        SnapshotHolder snapshots, LimitGate gate, LimitLedgers ledgers, TimeProvider time, string? key, string? user, string? project, string? team, string? organization)
    {
        (ScopeKind Kind, string? Id)[] asked = [.. new[] {
            (ScopeKind.Key, key), (ScopeKind.User, user), (ScopeKind.Project, project), (ScopeKind.Team, team), (ScopeKind.Organization, organization) }.Where(one => one.Item2 is not null)];
        if (asked.Length != 1) throw ProblemException.Invalid("key", "or one of user, project, team and organization is required: give the id of exactly one.");
        var (kind, id) = asked[0];
        if (snapshots.Current.FindChain(kind, id!) is null) throw ProblemException.NotFound(kind.ToString().ToLowerInvariant(), id!);
        var limits = snapshots.Current.FindLimits(kind, id!);
        var sharing = ledgers.Sharing;
        return new(
            sharing.Mode.ToString().ToLowerInvariant(), sharing.Instances, limits?.Exempt == true,
            limits is null ? [] : [.. gate.Read(limits).Select(standing => LimitView.Of(standing, sharing, time.GetUtcNow()))]);
    }
}
