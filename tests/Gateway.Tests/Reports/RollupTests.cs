using Gateway.Tests.Usage;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Core.Limits;
using Signalbox.Core.Reports;
using Signalbox.Usage;
using Signalbox.Usage.Rollups;
using Testing.Time;

namespace Gateway.Tests.Reports;

public sealed class RollupTests(TestDatabase kind)
{
    private const long Since = Records.Start - 2 * TimeSegments.DayMs;
    private const long Until = Records.Start + 5 * TimeSegments.DayMs;

    [Fact]
    public async Task Sums_are_what_the_calls_add_up_to_whatever_they_are_asked_by()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var random = new Random(7);
        var calls = Enumerable.Range(0, 600).Select(i => Call(i, random)).ToList();
        foreach (var batch in calls.Chunk(70)) await database.Store.InsertAsync(batch, default);
        // Delivered again, as after a kill between the batch and its checkpoint.
        await database.Store.InsertAsync([.. calls.Take(100)], default);
        var queries = new RollupQueries(database.Database);

        foreach (var (since, until) in new[] { (Since, Until), (Records.Start + TimeSegments.QuarterMs, Records.Start + 47 * TimeSegments.HourMs + 3 * TimeSegments.QuarterMs) })
        {
            var within = calls.Where(c => c.StartedAt >= since && c.StartedAt < until && c.TargetKind != UsageRecord.Shadow).ToList();
            foreach (var dimension in ReportDimension.All)
            {
                var rows = await queries.SumAsync(new(TimeSegments.Cover(0, since, until), []), dimension, default);
                var expected = within.Where(c => dimension.TargetKind is null || c.TargetKind == dimension.TargetKind).GroupBy(c => ValueOf(dimension, c)).ToDictionary(g => g.Key, g => g.ToList());

                rows.Select(r => r.Value).ShouldBe(expected.Keys, ignoreOrder: true, dimension.Name);
                foreach (var row in rows)
                {
                    var of = expected[row.Value!];
                    (row.Requests, row.CostMicros, row.TokensInput, row.Attempts, row.Fallbacks, row.Unpriced, row.Unreported).ShouldBe((
                        of.Count, of.Sum(c => c.CostMicros ?? 0), of.Sum(c => c.TokensInput ?? 0), of.Sum(c => c.Attempts), of.Count(c => c.Attempts > 1),
                        of.Count(c => c.TokensInput is not null && c.CostMicros is null), of.Count(c => c.TokensInput is null && c.Status == CallStatus.Success)), dimension.Name);
                    row.Success.ShouldBe(of.Count(c => c.Status == CallStatus.Success));
                    row.LatencyUs.ShouldBe(of.Where(c => c.Status == CallStatus.Success).Sum(c => c.LatencyMicroseconds));
                }
            }
        }
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("Asia/Kolkata")]
    [InlineData("America/St_Johns")]
    [InlineData("Pacific/Chatham")]
    public async Task Days_of_any_zone_are_what_their_calls_add_up_to_and_so_are_their_percentiles(string zone)
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var random = new Random(10);
        var calls = Enumerable.Range(0, 500).Select(i => Call(i, random)).Where(c => c.TargetKind != UsageRecord.Shadow).ToList();
        foreach (var batch in calls.Chunk(90)) await database.Store.InsertAsync(batch, default);
        var (since, until) = (Records.Start - 3 * TimeSegments.DayMs + TimeSegments.QuarterMs, Records.Start + 5 * TimeSegments.DayMs - TimeSegments.HourMs);
        var parts = ReportBuckets.Cut(since, until, LimitPeriod.Day, TimeZoneInfo.FindSystemTimeZoneById(zone), 100)!;
        var segments = parts.SelectMany((part, i) => TimeSegments.Cover(i, part.Start, part.End)).ToList();

        var rows = await new RollupQueries(database.Database).SumAsync(new(segments, []), ReportDimension.Find("team"), default, withDurations: true);

        // Read once, though what one day has less the next has more.
        ReportPiece.Of(segments).Sum(piece => (piece.Until - piece.Since) / piece.SpanMs).ShouldBeLessThanOrEqualTo(7 * parts.Count);
        var expected = calls.Select(c => (Bucket: parts.Index().First(part => c.StartedAt >= part.Item.Start && c.StartedAt < part.Item.End).Index, Call: c))
            .ToLookup(one => ((long)one.Bucket, one.Call.TeamId ?? ""), one => one.Call);
        rows.Select(r => (r.Bucket, r.Value!)).ShouldBe(expected.Select(g => g.Key), ignoreOrder: true);
        foreach (var row in rows)
        {
            var of = expected[(row.Bucket, row.Value!)].ToList();
            (row.Requests, row.Success, row.CostMicros, row.TokensOutput, row.LatencyUs).ShouldBe((
                of.Count, of.Count(c => c.Status == CallStatus.Success), of.Sum(c => c.CostMicros ?? 0), of.Sum(c => c.TokensOutput ?? 0),
                of.Where(c => c.Status == CallStatus.Success).Sum(c => c.LatencyMicroseconds)));
            var (start, end) = (TimeSegments.Floor(parts[(int)row.Bucket].Start, TimeSegments.HourMs), TimeSegments.Ceiling(parts[(int)row.Bucket].End, TimeSegments.HourMs));
            var latency = new DurationHistogram();
            foreach (var call in calls.Where(c => c.StartedAt >= start && c.StartedAt < end && (c.TeamId ?? "") == row.Value && c.Status == CallStatus.Success)) latency.Add(call.LatencyMicroseconds);
            if (row.Success > 0) row.Latency.ShouldBe(latency);
        }
    }

    [Fact]
    public async Task Filters_narrow_what_is_added_up_and_what_is_listed_alike()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var random = new Random(8);
        var calls = Enumerable.Range(0, 200).Select(i => Call(i, random)).ToList();
        await database.Store.InsertAsync(calls, default);
        var queries = new RollupQueries(database.Database);
        var selection = new ReportSelection(
            TimeSegments.Cover(0, Since, Until), [(ReportDimension.Find("model")!, ["model-1", "model-2"]), (ReportDimension.Find("team")!, [""]), (ReportDimension.Find("status")!, ["0"])]);
        var expected = calls.Where(c => c.TargetKind == "model" && c.Model is "model-1" or "model-2" && c.TargetKind == "model" && c.TeamId is null && c.Status == CallStatus.Success).ToList();

        (await queries.SumAsync(selection, null, default)).Sum(r => r.Requests).ShouldBe(expected.Count);
        (await database.Queries.ListAsync(queries.Condition(selection, null), 0, Until * 2, null, 500, default)).Select(r => r.RequestId)
            .ShouldBe(expected.Select(c => c.RequestId), ignoreOrder: true);
        expected.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Calls_of_an_earlier_version_are_added_once()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var random = new Random(9);
        var calls = Enumerable.Range(0, 120).Select(i => Call(i, random)).ToList();
        await database.Store.InsertAsync(calls, default);
        var queries = new RollupQueries(database.Database);
        var all = new ReportSelection(TimeSegments.Cover(0, Since, Until), []);
        var before = (await queries.SumAsync(all, ReportDimension.Find("deployment"), default)).OrderBy(r => r.Value).ToList();
        foreach (var table in new[] { "usage_calls", "usage_records", "report_sums", "report_groups", "report_durations", "provider_ledger" })
            await database.ExecuteAsync($"DELETE FROM {table}");
        await database.InsertAsEarlierVersionAsync(calls);
        var backlog = new RollupBacklog(database.Store, database.Queries, new RollupProgress(database.Database), TimeProvider.System, NullLogger<RollupBacklog>.Instance);
        backlog.IsWaiting.ShouldBeTrue();

        await backlog.RunAsync(default);
        await new RollupBacklog(database.Store, database.Queries, new RollupProgress(database.Database), TimeProvider.System, NullLogger<RollupBacklog>.Instance).RunAsync(default);

        backlog.IsWaiting.ShouldBeFalse();
        (await queries.SumAsync(all, ReportDimension.Find("deployment"), default)).OrderBy(r => r.Value).ShouldBe(before);
    }

    [Fact]
    public async Task Calls_can_be_deleted_and_every_total_stays() // R77, R82
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(Records.Start));
        var calls = Enumerable.Range(0, 30).Select(i =>
        {
            var call = Records.Ended(UsageQueries.FirstIdAt(Records.Start - i * TimeSegments.DayMs)[..^2] + $"{i:00}");
            call.StartedAt = Records.Start - i * TimeSegments.DayMs;
            return call;
        }).ToList();
        await database.Store.InsertAsync([.. calls.Where(call => call != calls[20])], default);
        await database.InsertAsEarlierVersionAsync([calls[20]]);
        var queries = new RollupQueries(database.Database);
        var all = new ReportSelection(TimeSegments.Cover(0, Records.Start - 40 * TimeSegments.DayMs, Until), []);
        var before = await queries.SumAsync(all, null, default);
        var pruning = new UsagePruning(database.Store, new RollupProgress(database.Database), new UsageOptions(TimeSpan.FromDays(10)), time, NullLogger<UsagePruning>.Instance);

        (await pruning.RunAsync(default)).ShouldBe(18);

        (await database.Queries.ListAsync(new UsageFilter(), null, 100, default)).Count.ShouldBe(12, "eleven days, and one that is in no sum yet");
        (await queries.SumAsync(all, null, default)).ShouldBe(before);
        (await pruning.PrunedBeforeAsync(default)).ShouldBe(Records.Start - 10 * TimeSegments.DayMs);
    }

    [Fact]
    public async Task The_ledger_knows_what_became_of_every_upstream_call() // R22
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var failedOver = Records.Ended("b");
        failedOver.Attempts = 3;
        failedOver.AttemptDetails = [new("first/x", 503, "upstream-error", 5, 0), new("first/x", 503, "upstream-error", 5, 6), new("upstream/gpt-4o-mini", 200, null, 5, 12)];
        var refused = Records.Ended("c");
        (refused.Status, refused.Attempts) = (CallStatus.Refused, 0);
        var killed = Records.Begun("d");
        killed.Status = CallStatus.Interrupted;
        var left = Records.Ended("e");
        left.Status = CallStatus.Disconnected;

        var drained = Records.Ended("f");
        (drained.Status, drained.Code) = (CallStatus.Disconnected, DisconnectCodes.Drained);

        await database.Store.InsertAsync([Records.Ended("a"), failedOver, refused, killed, left, drained], default);

        (await new RollupQueries(database.Database).LedgerAsync(Since, Until, null, default)).Select(l => (l.Provider, l.Dispatched, l.Settled, l.Failed, l.Interrupted, l.Disconnected, l.Drained))
            .ShouldBe([("first", 2, 0, 2, 0, 0, 0), ("upstream", 5, 4, 0, 1, 2, 1)]);
    }

    private static UsageRecord Call(int number, Random random)
    {
        var call = Records.Ended(Records.Id(number));
        call.StartedAt = Records.Start - TimeSegments.DayMs + random.NextInt64(4 * TimeSegments.DayMs);
        call.Model = $"model-{random.Next(4)}";
        call.TargetKind = random.Next(8) switch { 0 => "route_group", 1 => null, 2 => UsageRecord.Shadow, _ => "model" };
        (call.Provider, call.Deployment) = random.Next(3) == 0 ? ("other", "other/m") : (call.Provider, call.Deployment);
        call.TeamId = random.Next(2) == 0 ? null : $"team-{random.Next(3)}";
        call.Environment = random.Next(3) == 0 ? null : "prod";
        call.UserId = random.Next(2) == 0 ? null : "ana";
        call.Status = random.Next(4) == 0 ? CallStatus.Error : CallStatus.Success;
        call.Client = random.Next(2) == 0 ? "curl/8" : "acme-bot/1";
        call.Attempts = 1 + random.Next(2);
        call.TokensCached = random.Next(3) switch { 0 => null, 1 => 0, _ => 5 };
        call.CostMicros = random.Next(5) == 0 ? null : random.Next(1000);
        if (random.Next(6) == 0) (call.TokensInput, call.TokensOutput, call.CostMicros) = (null, null, null);
        call.LatencyMicroseconds = random.Next(1_000_000);
        return call;
    }

    private static string ValueOf(ReportDimension dimension, UsageRecord call) => dimension.Name switch
    {
        "organization" => call.OrganizationId!,
        "team" => call.TeamId ?? "",
        "project" => "",
        "environment" => call.Environment ?? "",
        "user" => call.UserId ?? "",
        "key" => call.KeyId!,
        "target" or "model" or "group" or "tag" => call.TargetKind is null ? "" : call.Model!,
        "provider" => call.Provider!,
        "deployment" => call.Deployment!,
        "status" => ((int)call.Status).ToString(System.Globalization.CultureInfo.InvariantCulture),
        "cache" => call.TokensCached switch { null => "unknown", 0 => "none", _ => "read" },
        "client" => call.Client == "curl/8" ? "curl" : "other",
        "api" => "chat_completions",
        _ => "models",
    };
}
