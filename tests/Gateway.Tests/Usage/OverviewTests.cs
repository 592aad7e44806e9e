using Signalbox.Usage;
using Testing.Time;

namespace Gateway.Tests.Usage;

public sealed class OverviewTests(TestDatabase kind)
{
    /// <summary>Ten minutes and a half after the made-up calls begin.</summary>
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(Records.Start + 630_000));

    [Fact]
    public async Task Sums_the_window_and_leaves_out_what_is_older()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        await database.Store.InsertAsync(
        [
            Call("a", minute: 0), Call("b", minute: 0, CallStatus.Refused), Call("c", minute: 3, CallStatus.Error), Call("d", minute: 3, CallStatus.Interrupted),
            Call("e", minute: 3, CallStatus.Disconnected), Call("old", minute: -70),
        ], default);

        var view = await new Overview(database.Sums, _clock).ReadAsync("1h", default);

        view.Totals.ShouldSatisfyAllConditions(
            t => t.Requests.ShouldBe(5),
            t => t.Success.ShouldBe(1),
            t => t.Refused.ShouldBe(1),
            t => t.Errors.ShouldBe(2),
            t => t.TokensInput.ShouldBe(5 * 1200),
            t => t.CostMicros.ShouldBe(5 * 313));
        (await new Overview(database.Sums, _clock).ReadAsync("24h", default)).Totals.Requests.ShouldBe(6);
    }

    [Theory]
    [InlineData("1h", 60, 60)]
    [InlineData("24h", 900, 96)]
    [InlineData("7d", 7200, 84)]
    [InlineData("30d", 28800, 90)]
    public async Task The_series_has_no_gaps_and_ends_with_the_bucket_under_way(string window, long bucketSeconds, int points)
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        await database.Store.InsertAsync([Call("a", minute: 0), Call("b", minute: 0)], default);

        var view = await new Overview(database.Sums, _clock).ReadAsync(window, default);

        view.BucketSeconds.ShouldBe(bucketSeconds);
        view.Series.Count.ShouldBe(points);
        view.Series.Select(p => p.At).ShouldBe(Enumerable.Range(0, points).Select(i => view.Since.AddSeconds(i * bucketSeconds)));
        view.Until.ShouldBe(view.Since.AddSeconds(points * bucketSeconds));
        _clock.GetUtcNow().ShouldBeInRange(view.Series[^1].At, view.Until);
        var begun = DateTimeOffset.FromUnixTimeMilliseconds(Records.Start);
        view.Series.Single(p => p.Requests > 0).ShouldSatisfyAllConditions(
            p => p.Requests.ShouldBe(2),
            p => p.At.ShouldBeInRange(begun.AddSeconds(1 - bucketSeconds), begun));
        view.Series.First(p => p.Requests == 0).LatencyP50Ms.ShouldBeNull("no calls, no latency");
    }

    [Fact]
    public async Task Quantiles_are_of_successful_calls_and_within_3_percent()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var calls = Enumerable.Range(1, 200).Select(i =>
        {
            var call = Call(Records.Id(i), minute: 2);
            (call.LatencyMicroseconds, call.TimeToFirstTokenMicroseconds, call.OverheadMicroseconds) = (i * 10_000, i % 2 == 0 ? i * 1000 : null, i);
            return call;
        }).ToList();
        var failed = Call("failed", minute: 2, CallStatus.Error);
        failed.LatencyMicroseconds = 900_000_000;
        await database.Store.InsertAsync([.. calls, failed], default);

        var view = await new Overview(database.Sums, _clock).ReadAsync("1h", default);

        view.Totals.LatencyP50Ms!.Value.ShouldBe(1000, tolerance: 31);
        view.Totals.LatencyP95Ms!.Value.ShouldBe(1900, tolerance: 59);
        view.Totals.TtftP50Ms!.Value.ShouldBe(100, tolerance: 3.1);
        view.Totals.OverheadP50Us!.Value.ShouldBeInRange(97, 103);
        view.Series.Single(p => p.Requests > 0).LatencyP95Ms!.Value.ShouldBe(1900, tolerance: 59);
    }

    [Fact]
    public async Task The_busiest_come_first_and_names_that_are_no_targets_are_left_out()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var records = new List<UsageRecord>();
        for (var model = 1; model <= 7; model++)
        {
            for (var i = 0; i < model; i++)
            {
                var call = Call($"{model}-{i}", minute: 1);
                (call.Model, call.KeyId) = ($"model-{model}", $"key-{model}");
                records.Add(call);
            }
        }
        for (var i = 0; i < 20; i++)
        {
            var call = Call($"unknown-{i}", minute: 1, CallStatus.Refused);
            (call.Model, call.TargetKind, call.KeyId) = ($"made-up-{i}", null, null);
            records.Add(call);
        }
        await database.Store.InsertAsync(records, default);

        var view = await new Overview(database.Sums, _clock).ReadAsync("7d", default);

        view.Totals.Requests.ShouldBe(48);
        view.TopModels.Select(m => (m.Name, m.Requests)).ShouldBe([("model-7", 7), ("model-6", 6), ("model-5", 5), ("model-4", 4), ("model-3", 3)]);
        view.TopModels[0].Tokens.ShouldBe(7 * 1550);
        view.TopKeys.Select(k => (k.KeyId, k.Requests)).ShouldBe([("key-7", 7), ("key-6", 6), ("key-5", 5), ("key-4", 4), ("key-3", 3)]);
    }

    private static UsageRecord Call(string id, int minute, CallStatus status = CallStatus.Success)
    {
        var record = Records.Ended(id);
        record.StartedAt = Records.Start + minute * 60_000;
        record.Status = status;
        return record;
    }
}
