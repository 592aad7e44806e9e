using Gateway.Tests.Usage;
using Signalbox.Core.Reports;
using Signalbox.Usage;
using Signalbox.Usage.Rollups;

namespace Gateway.Tests.Reports;

/// <summary>What alerts over more than an hour count is what single calls say.</summary>
public sealed class CallSumsTests(TestDatabase kind)
{
    private const long Days = 3 * TimeSegments.DayMs;

    [Fact]
    public async Task Sums_say_of_whole_quarters_what_single_calls_say_whatever_they_are_told_apart_by()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var random = new Random(11);
        foreach (var batch in Enumerable.Range(0, 900).Select(i => Call(i, random)).Chunk(80)) await database.Store.InsertAsync(batch, default);
        var (calls, sums) = (new CallCountStore(database.Database), new CallSums(new RollupQueries(database.Database)));
        var (since, until) = (Records.Start + TimeSegments.QuarterMs, Records.Start + Days - 3 * TimeSegments.QuarterMs);

        foreach (var by in new[] { null, "organization", "team", "project", "user", "key", "target", "provider", "deployment" })
            foreach (var scope in new (string, string)[][] { [], [("team", "team-1")], [("target", "model-2"), ("provider", "upstream")] })
            {
                var expected = await calls.ReadAsync(since, until, long.MaxValue, scope, by, 0, default);
                var found = await sums.ReadAsync(since, until, scope, by, 0, default);

                found.Select(row => (row.Value, row.Good, row.Bad, row.Repeated)).ShouldBe(expected.Select(row => (row.Value, row.Good, row.Bad, row.Repeated)), ignoreOrder: true, by);
                expected.Sum(row => row.Bad).ShouldBePositive();
            }
    }

    [Fact]
    public async Task How_many_answers_took_longer_is_told_within_the_bins()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var random = new Random(12);
        var all = Enumerable.Range(0, 600).Select(i => Call(i, random)).ToList();
        await database.Store.InsertAsync(all, default);
        var sums = new CallSums(new RollupQueries(database.Database));

        foreach (var slowMs in new[] { 50.0, 300, 700 })
        {
            var row = (await sums.ReadAsync(Records.Start, Records.Start + Days, [], null, slowMs, default)).ShouldHaveSingleItem();

            var answered = all.Where(call => call.Status == CallStatus.Success && call.KeyId is not null).ToList();
            row.Good.ShouldBe(answered.Count);
            row.Slow.ShouldBeInRange(answered.Count(call => call.LatencyMicroseconds > slowMs * 1035), answered.Count(call => call.LatencyMicroseconds > slowMs * 965));
        }
    }

    [Fact]
    public async Task Errors_of_callers_stay_in_the_groups_they_were_in_before_and_those_of_upstreams_have_their_own()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var calls = Enumerable.Range(0, 4).Select(i => Records.Ended(Records.Id(i))).ToList();
        foreach (var (call, status) in calls.Zip([400, 404, 429, 502])) (call.Status, call.HttpStatus) = (CallStatus.Error, status);

        await database.Store.InsertAsync(calls, default);

        calls.Select(call => call.GroupId).Distinct().Count().ShouldBe(2);
        calls[0].GroupId.ShouldBe(calls[1].GroupId);
        (await database.CountAsync("report_groups WHERE faulty = 1")).ShouldBe(1);
        (await new RollupQueries(database.Database).SumAsync(new(TimeSegments.Cover(0, Records.Start, Records.Start + TimeSegments.HourMs), []), ReportDimension.Find("status"), default))
            .ShouldHaveSingleItem().Errors.ShouldBe(4);
    }

    private static UsageRecord Call(int number, Random random)
    {
        var at = Records.Start + random.NextInt64(Days);
        var call = Records.Ended(UsageQueries.FirstIdAt(at)[..^4] + $"{number:0000}");
        call.StartedAt = at;
        call.Model = $"model-{random.Next(4)}";
        call.TeamId = $"team-{random.Next(3)}";
        call.UserId = random.Next(2) == 0 ? null : "ana";
        (call.Provider, call.Deployment) = random.Next(3) == 0 ? ("other", "other/m") : (call.Provider, call.Deployment);
        (call.Status, call.HttpStatus) = random.Next(8) switch
        {
            0 => (CallStatus.Error, 400), 1 => (CallStatus.Error, 502), 2 => (CallStatus.Error, 429), 3 => (CallStatus.Interrupted, 0), 4 => (CallStatus.Disconnected, 499), _ => (CallStatus.Success, 200),
        };
        call.Attempts = 1 + random.Next(2);
        call.LatencyMicroseconds = random.Next(1_000_000);
        if (random.Next(12) == 0) call.KeyId = null;
        return call;
    }
}
