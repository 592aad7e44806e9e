using Gateway.Tests.Usage;
using Signalbox.Admin;
using Signalbox.Core.Reports;
using Signalbox.Reports.Costs;
using Signalbox.Usage.Rollups;

namespace Gateway.Tests.Reports;

public sealed class ReconciliationTests(TestDatabase kind)
{
    private const string Head = "date,model,requests,input_tokens,output_tokens\n";

    [Fact]
    public async Task What_agrees_is_equal_and_what_differs_stands_first_with_its_difference()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var dated = Records.Ended(Records.Id(2));
        (dated.Deployment, dated.UpstreamModel) = ("upstream/gpt-4o-mini-2024-07-18", "gpt-4o-mini-2024-07-18");
        var elsewhere = Records.Ended(Records.Id(3));
        (elsewhere.Provider, elsewhere.Deployment) = ("other", "other/gpt-4o-mini");
        await database.Store.InsertAsync([Records.Ended(Records.Id(1)), dated, elsewhere], default);

        var equal = await CompareAsync(database, Head + "2026-11-21,gpt-4o-mini,2,2400,700\n");
        equal.Equal.ShouldBeTrue();
        equal.Lines.ShouldHaveSingleItem().Ours.CostMicros.ShouldBe(626);
        equal.Total.Difference.CostMicros.ShouldBeNull("the export tells no cost");

        var differs = await CompareAsync(database, Head + "2026-11-21,gpt-4o-mini,3,2400,900\n2026-11-21,gpt-5,1,10,10\n2026-11-22,gpt-4o-mini,0,0,0\n");
        differs.Equal.ShouldBeFalse();
        differs.Lines.Select(l => (l.Model, l.Difference.Requests, l.Difference.TokensOutput)).ShouldBe([("gpt-4o-mini", 1, 200), ("gpt-5", 1, 10), ("gpt-4o-mini", 0, 0)]);
        (differs.Total.Theirs.Requests, differs.Total.Ours.Requests, differs.Total.Difference.Requests).ShouldBe((4, 2, 2));
    }

    [Fact]
    public async Task A_model_of_ours_that_is_not_in_the_file_differs_by_all_of_it()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        await database.Store.InsertAsync([Records.Ended(Records.Id(1))], default);

        var view = await CompareAsync(database, Head + "2026-11-21,gpt-5,1,10,10\n");

        view.Lines.Select(l => (l.Model, l.Difference.Requests)).ShouldBe([("gpt-4o-mini", -1), ("gpt-5", 1)]);
    }

    [Fact]
    public async Task A_file_that_says_nothing_is_refused()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);

        (await Should.ThrowAsync<ProblemException>(() => CompareAsync(database, Head))).Message.ShouldContain("no line");
    }

    private static Task<ReconciliationView> CompareAsync(UsageDatabase database, string csv)
    {
        var (format, lines) = ProviderExport.Read(csv);
        return new Reconciliation(new RollupQueries(database.Database)).CompareAsync("upstream", format, lines, default);
    }
}
