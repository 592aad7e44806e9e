using Dapper;
using Gateway.Tests.Usage;
using Signalbox.Core.Reports;
using Signalbox.Usage.Rollups;

namespace Gateway.Tests.Reports;

/// <summary>Reports that are asked for again and again, by a page that stays open or a rule over days, leave nothing behind in memory.</summary>
public sealed class StatementMemoryTests(TestDatabase kind)
{
    /// <summary>A time that no other test asks for, to find its statements by.</summary>
    private const long Since = Records.Start - Records.Start % TimeSegments.DayMs - 4711 * TimeSegments.DayMs;

    [Fact]
    public async Task Statements_with_times_in_them_are_not_kept()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var call = Records.Ended(Records.Id(1));
        call.StartedAt = Since + 1;
        await database.Store.InsertAsync([call], default);
        var queries = new RollupQueries(database.Database);
        var selection = new ReportSelection(TimeSegments.Cover(0, Since, Since + TimeSegments.DayMs), []);

        for (var i = 0; i < 2; i++)
        {
            (await queries.SumAsync(selection, null, default, withDurations: true)).ShouldHaveSingleItem();
            (await queries.SumByEachAsync(selection, [ReportDimension.Find("team")!], default)).ShouldHaveSingleItem();
        }

        SqlMapper.GetCachedSQL().ShouldNotContain(kept => kept.Item2.Contains($"= {Since}"));
    }
}
