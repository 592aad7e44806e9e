using System.Diagnostics;
using System.Globalization;
using Gateway.Tests.Usage;
using Signalbox.Core.Limits;
using Signalbox.Core.Reports;
using Signalbox.Usage;
using Signalbox.Usage.Rollups;

namespace Gateway.Tests.Reports;

/// <summary>How long reports over a month take, from the sums of as many calls as <c>eng/reports.sh</c> says.</summary>
public sealed class ReportFigureTests(TestDatabase kind)
{
    private const int Days = 30;

    /// <summary>Calls of one group in a quarter of an hour: a key that calls a model every two minutes or so.</summary>
    private const int CallsPerQuarter = 7;

    private static readonly int Calls =
        int.TryParse(Environment.GetEnvironmentVariable("SIGNALBOX_REPORT_CALLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var calls) ? calls : 0;

    private readonly List<string> _lines = [];
    private readonly List<string> _slow = [];

    [Fact]
    public async Task A_report_over_a_month_of_calls_takes_less_than_a_second()
    {
        Assert.SkipWhen(Calls == 0, "eng/reports.sh measures this.");
        await using var database = await UsageDatabase.CreateAsync(kind);
        var first = TimeSegments.Floor(Records.Start, TimeSegments.DayMs);
        await FillAsync(database, first, Calls / (Days * 96 * CallsPerQuarter));
        var (since, until) = (first + TimeSegments.QuarterMs, first + Days * TimeSegments.DayMs - TimeSegments.HourMs);
        var month = TimeSegments.Cover(0, since, until);
        var team = new List<(ReportDimension, IReadOnlyList<string>)> { (ReportDimension.Find("team")!, ["team-1"]) };
        var (groups, sums) = (await database.CountAsync("report_groups"), await database.CountAsync("report_sums"));
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"| {Calls:N0} calls, {groups:N0} groups, {sums:N0} sums, {database.Database.Kind} | elapsed | processor |"));
        _lines.Add("|---|--:|--:|");

        await TimeAsync(database, "sums and percentiles of a month", new(month, []), null, withDurations: true);
        foreach (var by in new[] { "key", "team", "model", "client", "pillar" }) await TimeAsync(database, $"a month by {by}, with percentiles", new(month, []), by, withDurations: true);
        await TimeAsync("a month by each of seven dimensions, as a summary has it", () => new RollupQueries(database.Database).SumByEachAsync(
            new(month, []), [.. new[] { "organization", "team", "key", "target", "provider", "deployment", "status" }.Select(name => ReportDimension.Find(name)!)], default));
        await TimeAsync(database, "a month by key, of one team", new(month, team), "key");
        foreach (var zone in new[] { "UTC", "Asia/Kolkata" }) await TimeAsync(database, $"a month per day, {zone}", new(Parts(since, until, LimitPeriod.Day, zone), []), null);
        await TimeAsync(database, "a month per day by model, Europe/Berlin", new(Parts(since, until, LimitPeriod.Day, "Europe/Berlin"), []), "model");
        await TimeAsync(database, "a week per hour", new(Parts(until - 7 * TimeSegments.DayMs, until, LimitPeriod.Hour, "UTC"), []), null);
        await TimeAsync(database, "a week per hour, with percentiles", new(Parts(until - 7 * TimeSegments.DayMs, until, LimitPeriod.Hour, "UTC"), []), null, withDurations: true);

        if (Environment.GetEnvironmentVariable("SIGNALBOX_REPORT_OUTPUT") is { Length: > 0 } file) await File.WriteAllLinesAsync(file, _lines, TestContext.Current.CancellationToken);
        _slow.ShouldBeEmpty(string.Join("\n", _lines));
    }

    private static List<TimeSegment> Parts(long since, long until, LimitPeriod period, string zone) =>
        [.. ReportBuckets.Cut(since, until, period, TimeZoneInfo.FindSystemTimeZoneById(zone), 1000)!.SelectMany((part, i) => TimeSegments.Cover(i, part.Start, part.End))];

    private async Task TimeAsync(UsageDatabase database, string what, ReportSelection selection, string? by, bool withDurations = false)
    {
        var queries = new RollupQueries(database.Database);
        await TimeAsync(what, () => queries.SumAsync(selection, by is null ? null : ReportDimension.Find(by), default, withDurations));
    }

    /// <summary>The middle one of three, and the processor time that this process took for it, which is all there is with SQLite: on a machine that others use too the clock tells of them as well.</summary>
    private async Task TimeAsync<T>(string what, Func<Task<IReadOnlyList<T>>> read)
    {
        var (times, work) = (new List<double>(), new List<double>());
        for (var i = 0; i < 3; i++)
        {
            var (started, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            (await read()).ShouldNotBeEmpty();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            work.Add((Environment.CpuUsage.TotalTime - busy).TotalMilliseconds);
        }
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"| {what} | {times.Order().ElementAt(1):N0} ms | {work.Order().ElementAt(1):N0} ms |"));
        if (times.Min() >= 1000) _slow.Add(what);
    }

    private static async Task FillAsync(UsageDatabase database, long first, int groups)
    {
        var (finder, durations) = (new UsageGroups(), new DurationParts());
        var random = new Random(1);
        await using var connection = await database.Database.OpenAsync(default);
        for (var day = 0; day < Days; day++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var calls = new List<UsageRecord>(groups * 96 * CallsPerQuarter);
            for (var group = 0; group < groups; group++)
                for (var quarter = 0; quarter < 96; quarter++)
                    for (var i = 0; i < CallsPerQuarter; i++) calls.Add(Call(group, first + day * TimeSegments.DayMs + quarter * TimeSegments.QuarterMs + random.Next((int)TimeSegments.QuarterMs)));
            foreach (var written in await RollupStore.AddAsync(connection, finder, durations, calls, default)) written.IsStored = true;
            await transaction.CommitAsync();
        }
        if (database.Database.Kind == Signalbox.Storage.DatabaseKind.Postgres) await database.ExecuteAsync("ANALYZE report_sums; ANALYZE report_groups; ANALYZE report_durations");
    }

    private static UsageRecord Call(int group, long at)
    {
        var call = Records.Ended("");
        call.StartedAt = at;
        (call.KeyId, call.TeamId) = ($"key-{group / 3}", $"team-{group / 30}");
        (call.Model, call.Deployment) = ($"model-{group % 12}", $"upstream/model-{group % 12}");
        call.Status = group % 3 == 2 ? CallStatus.Error : CallStatus.Success;
        return call;
    }
}
