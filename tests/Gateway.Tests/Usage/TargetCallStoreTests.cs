using Signalbox.Core.Ids;
using Signalbox.Usage;

namespace Gateway.Tests.Usage;

/// <summary>What calls of a target say of who serves it.</summary>
public sealed class TargetCallStoreTests(TestDatabase kind)
{
    [Fact]
    public async Task Calls_that_the_primary_of_before_has_served_are_told_apart_from_those_that_the_new_one_failed()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        await database.Store.InsertAsync(
            [
                Served(1, "p/old", RouteReasons.RegistryPrimary),
                Served(2, "p/old", RouteReasons.Configured),
                Served(3, "p/new", RouteReasons.RegistryPrimary),
                Failed(4, "p/old", RouteReasons.RegistryPrimary),
                Failed(5, "p/new", RouteReasons.RegistryPrimary),
            ], default);

        var rows = await new TargetCallStore(database.Database).ListWithRoutesAsync("support", Records.Start, default);

        HashSet<string> own = ["p/new"];
        rows.OrderBy(row => row.RequestId).Select(row => row.IsOfPrimaryBefore(own, row.ReadRoute().Reason)).ShouldBe([true, false, false, true, false]);
    }

    [Fact]
    public async Task Sums_are_of_the_target_s_own_calls_by_deployment()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var other = Served(4, "p/a", RouteReasons.Configured);
        other.Model = "other";
        var left = Served(5, "p/a", RouteReasons.Configured);
        (left.Status, left.HttpStatus) = (CallStatus.Disconnected, 499);
        await database.Store.InsertAsync([Served(1, "p/a", RouteReasons.Configured), Failed(2, "p/a", RouteReasons.Configured), Served(3, "p/b", RouteReasons.Configured), other, left], default);

        var sums = await new TargetCallStore(database.Database).SumAsync("support", Records.Start, default);

        sums.Select(sum => (sum.Deployment, sum.Calls, sum.Succeeded, sum.Streams)).ShouldBe([("p/a", 2, 1, 2), ("p/b", 1, 1, 1)]);
    }

    private static UsageRecord Served(int number, string deployment, string reason)
    {
        var record = Records.Ended(Ulid.Create(Records.Start + number, new byte[Ulid.RandomBytes]));
        (record.Model, record.TargetKind, record.Deployment, record.RouteReason) = ("support", "route_group", deployment, reason);
        return record;
    }

    private static UsageRecord Failed(int number, string deployment, string reason)
    {
        var record = Served(number, deployment, reason);
        (record.Status, record.HttpStatus, record.Code) = (CallStatus.Error, 502, "upstream-error");
        return record;
    }
}
