using Signalbox.Core.Ids;
using Signalbox.Usage;

namespace Gateway.Tests.Usage;

public sealed class UsageQueriesTests(TestDatabase kind)
{
    [Fact]
    public async Task Pages_are_newest_first_and_stay_where_they_are_while_calls_come_in()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        // Three calls begin in each millisecond, so that time alone does not tell them apart.
        await database.Store.InsertAsync([.. Enumerable.Range(0, 30).Select(i => At(Records.Id(i), Records.Start + i / 3))], default);
        var seen = new List<string>();
        UsageCursor? cursor = null;

        for (var page = 0; page < 5; page++)
        {
            var rows = await database.Queries.ListAsync(new UsageFilter(), cursor, 7, default);
            seen.AddRange(rows.Select(r => r.RequestId));
            cursor = UsageCursor.Parse(new UsageCursor(rows[^1].StartedAt, rows[^1].RequestId).ToString());
            await database.Store.InsertAsync([At(Records.Id(100 + page), Records.Start + 100 + page)], default);
        }

        seen.ShouldBe(Enumerable.Range(0, 30).Reverse().Select(Records.Id));
    }

    public static TheoryData<string> Filters => ["status", "http_status", "code", "model", "deployment", "organization", "team", "project", "user", "key", "request", "time"];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Each_filter_finds_its_call_and_no_other(string name)
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        // An id begins with the time of the call, which is what the list goes by.
        var odd = At(Ulid.Create(Records.Start + 5000, new byte[Ulid.RandomBytes]), Records.Start + 5000);
        (odd.Status, odd.HttpStatus, odd.Code, odd.Model, odd.Deployment) = (CallStatus.Refused, 403, "model-not-allowed", "large", "other/large");
        (odd.OrganizationId, odd.TeamId, odd.ProjectId, odd.UserId, odd.KeyId) = ("o", "t", "p", "u", "k");
        await database.Store.InsertAsync([Records.Ended(Records.Id(1)), odd, At(Records.Id(2), Records.Start + 9000)], default);

        var rows = await database.Queries.ListAsync(name switch
        {
            "status" => new UsageFilter { Status = (long)CallStatus.Refused },
            "http_status" => new UsageFilter { HttpStatus = 403 },
            "code" => new UsageFilter { Code = "model-not-allowed" },
            "model" => new UsageFilter { Model = "large" },
            "deployment" => new UsageFilter { Deployment = "other/large" },
            "organization" => new UsageFilter { OrganizationId = "o" },
            "team" => new UsageFilter { TeamId = "t" },
            "project" => new UsageFilter { ProjectId = "p" },
            "user" => new UsageFilter { UserId = "u" },
            "key" => new UsageFilter { KeyId = "k" },
            "request" => new UsageFilter { RequestId = odd.RequestId },
            _ => new UsageFilter { Since = Records.Start + 5000, Until = Records.Start + 9000 },
        }, null, 10, default);

        rows.ShouldHaveSingleItem().RequestId.ShouldBe(odd.RequestId);
    }

    [Fact]
    public async Task Successful_calls_can_be_asked_for()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var failed = Records.Ended("failed");
        failed.Status = CallStatus.Error;
        await database.Store.InsertAsync([Records.Ended("well"), failed], default);

        (await database.Queries.ListAsync(new UsageFilter { Status = (long)CallStatus.Success }, null, 10, default)).ShouldHaveSingleItem().RequestId.ShouldBe("well");
    }

    [Theory]
    [InlineData("cut-off-by-limit")]
    [InlineData("answer-parts-left-out")]
    public async Task Calls_that_succeeded_with_a_code_are_found_by_it(string code)
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var coded = Records.Ended("coded");
        coded.Code = code;
        await database.Store.InsertAsync([Records.Ended("well"), coded], default);

        (await database.Queries.ListAsync(new UsageFilter { Code = code }, null, 10, default)).ShouldHaveSingleItem().RequestId.ShouldBe("coded");
    }

    private static UsageRecord At(string id, long startedAt)
    {
        var record = Records.Ended(id);
        record.StartedAt = startedAt;
        return record;
    }

    [Fact]
    public async Task Calls_of_a_key_with_few_are_found_among_very_many()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        // A second apart; every five-thousandth of one key, and a refused one of it between.
        var calls = Enumerable.Range(0, 26_000).Select(i =>
        {
            var at = Records.Start + i * 1000L;
            var call = Records.Ended(UsageQueries.FirstIdAt(at)[..^5] + $"{i:00000}");
            call.StartedAt = at;
            if (i % 5_000 == 0) call.KeyId = "rare";
            if (i == 2_500) (call.KeyId, call.Status, call.HttpStatus) = ("rare", CallStatus.Refused, 403);
            if (i == 15_000) call.HttpStatus = 201;
            return call;
        }).ToList();
        foreach (var batch in calls.Chunk(2_000)) await database.Store.InsertAsync(batch, default);
        var expected = calls.Where(call => call.KeyId == "rare").Reverse().Select(call => call.RequestId).ToList();
        expected.Count.ShouldBe(7);

        var pages = new List<string>();
        UsageCursor? before = null;
        while (true)
        {
            var page = await database.Queries.ListAsync(new UsageFilter { KeyId = "rare" }, before, 2, default);
            if (page.Count == 0) break;
            pages.AddRange(page.Select(row => row.RequestId));
            before = new UsageCursor(page[^1].StartedAt, page[^1].RequestId);
        }

        pages.ShouldBe(expected);
        (await database.Queries.ListAsync(new UsageFilter { KeyId = "rare", Until = Records.Start + 6_000_000 }, null, 10, default)).Select(row => row.RequestId)
            .ShouldBe(expected[^3..]);
        // A status tells single calls of a caller apart, which the sums do not: page by page all the same.
        foreach (var limit in new[] { 1, 4, 10 })
        {
            (await database.Queries.ListAsync(new UsageFilter { KeyId = "rare", HttpStatus = 200 }, null, limit, default)).Select(row => row.RequestId)
                .ShouldBe(calls.Where(call => call is { KeyId: "rare", HttpStatus: 200 }).Reverse().Select(call => call.RequestId).Take(limit));
            (await database.Queries.ListAsync(new UsageFilter { KeyId = "rare", HttpStatus = 201 }, null, limit, default)).ShouldHaveSingleItem().RequestId.ShouldBe(calls[15_000].RequestId);
            (await database.Queries.ListAsync(new UsageFilter { KeyId = "rare", HttpStatus = 403 }, null, limit, default)).ShouldHaveSingleItem().RequestId.ShouldBe(calls[2_500].RequestId);
        }
        (await database.Queries.ListAsync(new UsageFilter { HttpStatus = 403 }, null, 10, default)).ShouldHaveSingleItem().RequestId.ShouldBe(calls[2_500].RequestId);
        (await database.Queries.ListAsync(new UsageFilter { KeyId = "nobody" }, null, 10, default)).ShouldBeEmpty();
        (await database.Queries.LastUsedAsync(["rare", "nobody"], default)).ShouldBe([KeyValuePair.Create("rare", Records.Start + 25_000_000)]);
    }
}
