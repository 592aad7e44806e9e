using Gateway.Tests.Usage;
using Signalbox.Core.Reports;
using Signalbox.Usage;
using Signalbox.Usage.Rollups;

namespace Gateway.Tests.Reports;

/// <summary>Percentiles of any dimension are those of its calls, whoever wrote them.</summary>
public sealed class PercentileTests(TestDatabase kind)
{
    [Fact]
    public async Task They_are_those_of_the_answered_calls_of_each_value_within_the_bins_whoever_wrote_them()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var random = new Random(3);
        var calls = Enumerable.Range(0, 900).Select(i => Call(i, random)).ToList();
        // Two instances, and batches that are delivered again.
        var other = new UsageStore(database.Database, TimeProvider.System);
        foreach (var (batch, i) in calls.Chunk(60).Select((batch, i) => (batch, i))) await (i % 2 == 0 ? database.Store : other).InsertAsync(batch, default);
        await other.InsertAsync([.. calls.Take(120)], default);
        var queries = new RollupQueries(database.Database);

        foreach (var (since, until) in new[] { (Records.Start - TimeSegments.DayMs, Records.Start + 3 * TimeSegments.DayMs), (Records.Start + 5 * TimeSegments.HourMs, Records.Start + 9 * TimeSegments.HourMs) })
        {
            var rows = await queries.SumAsync(new(TimeSegments.Cover(0, since, until), []), ReportDimension.Find("team"), default, withDurations: true);
            foreach (var row in rows)
            {
                var of = calls.Where(c => c.StartedAt >= since && c.StartedAt < until && (c.TeamId ?? "") == row.Value && c.Status == CallStatus.Success).ToList();
                ShouldBeNear(row.Latency, of.Select(c => c.LatencyMicroseconds));
                ShouldBeNear(row.TimeToFirstToken, of.Where(c => c.TimeToFirstTokenMicroseconds is not null).Select(c => c.TimeToFirstTokenMicroseconds!.Value));
            }
            rows.Count.ShouldBe(4);
        }
    }

    [Fact]
    public async Task A_batch_that_may_not_have_been_written_counts_once_all_the_same()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var random = new Random(4);
        var calls = Enumerable.Range(0, 30).Select(i => Call(i, random)).ToList();
        foreach (var call in calls) (call.Status, call.StartedAt) = (CallStatus.Success, Records.Start);
        await database.Store.InsertAsync([.. calls.Take(10)], default);
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => database.Store.InsertAsync([.. calls.Skip(10).Take(10)], canceled.Token));
        await database.Store.InsertAsync([.. calls.Skip(5)], default);

        var row = (await new RollupQueries(database.Database).SumAsync(new(TimeSegments.Cover(0, Records.Start, Records.Start + TimeSegments.HourMs), []), null, default, withDurations: true)).Single();

        row.Success.ShouldBe(30);
        var expected = new DurationHistogram();
        foreach (var call in calls) expected.Add(call.LatencyMicroseconds);
        row.Latency.ShouldBe(expected);
    }

    [Fact]
    public void What_is_packed_comes_out_again()
    {
        var random = new Random(5);
        for (var size = 0; size < 400; size += 7)
        {
            var (one, other) = (new DurationHistogram(), new DurationHistogram());
            for (var i = 0; i < size; i++) one.Add(random.NextInt64(i % 3 == 0 ? long.MaxValue : 10_000_000));
            other.Add(one.Pack());
            other.ShouldBe(one);
        }
        new DurationHistogram().Milliseconds(0.5).ShouldBeNull();
        Should.Throw<FormatException>(() => new DurationHistogram().Add("gA=="));
        Should.Throw<FormatException>(() => new DurationHistogram().Add("no base64"));
    }

    private static void ShouldBeNear(DurationHistogram? histogram, IEnumerable<long> durations)
    {
        var sorted = durations.Order().ToList();
        foreach (var quantile in new[] { 0.5, 0.95, 0.99 })
        {
            var expected = sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * quantile) - 1)] / 1000.0;
            histogram.ShouldNotBeNull().Milliseconds(quantile).ShouldNotBeNull().ShouldBe(expected, expected * 0.035 + 0.001);
        }
    }

    private static UsageRecord Call(int number, Random random)
    {
        var call = Records.Ended(Records.Id(number));
        call.StartedAt = Records.Start + random.NextInt64(2 * TimeSegments.DayMs);
        call.TeamId = random.Next(4) is > 0 and var team ? $"team-{team}" : null;
        call.Status = random.Next(5) == 0 ? CallStatus.Error : CallStatus.Success;
        call.LatencyMicroseconds = (long)Math.Exp(random.NextDouble() * 16);
        call.TimeToFirstTokenMicroseconds = random.Next(3) == 0 ? null : call.LatencyMicroseconds / 3;
        return call;
    }
}
