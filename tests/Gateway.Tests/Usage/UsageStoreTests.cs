using Testing.Time;
using Signalbox.Usage;

namespace Gateway.Tests.Usage;

public sealed class UsageStoreTests(TestDatabase kind)
{
    [Fact]
    public async Task A_record_comes_back_as_it_went_in()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var record = Records.Ended(Records.Id(1));
        record.AttemptDetails = [new("a/b", 503, "upstream-error", 12, 1), new("c/d", null, null, 7, 113)];
        record.ReasonCodes = "failover retried";
        record.Message = "It said \"no\",\nthen \u0000 and \\u0000.";

        await database.Store.InsertAsync([record], default);

        var view = (await database.Queries.FindAsync(record.RequestId, default)).ShouldNotBeNull().ToView();
        view.ShouldSatisfyAllConditions(
            v => v.StartedAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(Records.Start)),
            v => v.Status.ShouldBe("success"),
            v => v.Stream.ShouldBeTrue(),
            v => v.Demo.ShouldBeFalse(),
            v => v.AttemptDetails.ShouldBe(record.AttemptDetails),
            v => v.ReasonCodes.ShouldBe(["failover", "retried"]),
            v => v.Message.ShouldBe(record.Message),
            v => v.KeyName.ShouldBe("web-dev"),
            v => v.TokensCached.ShouldBe(1024),
            v => v.TokensReasoning.ShouldBeNull("unknown is not zero"),
            v => v.UsageSource.ShouldBe("provider"),
            v => v.LatencyMs.ShouldBe(1200),
            v => v.TtftMs.ShouldBe(240),
            v => v.OverheadUs.ShouldBe(85));
    }

    [Fact]
    public async Task What_records_have_in_common_is_stored_once()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var batch = Enumerable.Range(0, 5).Select(i => Records.Ended(Records.Id(i))).ToList();
        batch[3].Client = "another/1.0";
        batch[4].Message = "It failed in its own way.";

        await database.Store.InsertAsync(batch[..2], default);
        await database.Store.InsertAsync(batch[2..], default);

        (await database.CountAsync("usage_details")).ShouldBe(2);
        (await database.CountAsync("usage_records WHERE detail_id IS NULL")).ShouldBe(1);
        foreach (var record in batch)
        {
            var view = (await database.Queries.FindAsync(record.RequestId, default)).ShouldNotBeNull().ToView();
            (view.KeyName, view.Team, view.Client, view.Message, view.UpstreamModel).ShouldBe((record.KeyName, record.Team, record.Client, record.Message, record.UpstreamModel));
        }
    }

    [Fact]
    public async Task Callers_cannot_fill_the_table_of_what_is_shared()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var batch = Enumerable.Range(0, 200).Select(i => Records.Ended(Records.Id(i))).ToList();
        for (var i = 0; i < batch.Count; i++) batch[i].Client = $"program/{i}";

        await database.Store.InsertAsync(batch, default);

        (await database.CountAsync("usage_details")).ShouldBe(64);
        (await database.Queries.ListAsync(new UsageFilter(), null, 200, default)).Select(row => row.ToView().Client)
            .ShouldBe(batch.Select(record => record.Client), ignoreOrder: true);
    }

    [Fact]
    public async Task A_record_delivered_again_counts_once_in_the_table_and_in_the_sums() // R21, R23
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var first = Enumerable.Range(0, 5).Select(i => Records.Ended(Records.Id(i))).ToList();
        await database.Store.InsertAsync(first, default);

        // Some known, some new, one twice in the same batch.
        await database.Store.InsertAsync([.. first, Records.Ended(Records.Id(7)), Records.Ended(Records.Id(7))], default);

        (await database.Queries.ListAsync(new UsageFilter(), null, 100, default)).Count.ShouldBe(6);
        var range = new OverviewRange(UsageTally.MinuteMs, Records.Start, Records.Start + UsageTally.MinuteMs, UsageTally.MinuteMs);
        var bucket = (await database.Sums.BucketsAsync(range, default)).ShouldHaveSingleItem();
        (bucket.Requests, bucket.TokensInput, bucket.CostMicros).ShouldBe((6, 6 * 1200, 6 * 313));
        (await database.Sums.DurationsAsync(range, default)).Where(d => d.Measure == 0).Sum(d => d.Calls).ShouldBe(6);
    }

    [Fact]
    public async Task A_record_that_an_earlier_version_wrote_elsewhere_counts_once()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        await database.InsertAsEarlierVersionAsync([Records.Ended(Records.Id(1))]);

        await database.Store.InsertAsync([Records.Ended(Records.Id(1)), Records.Ended(Records.Id(2))], default);

        (await database.Queries.ListAsync(new UsageFilter(), null, 100, default)).Select(row => row.RequestId).ShouldBe([Records.Id(2), Records.Id(1)]);
    }

    [Fact]
    public async Task A_record_counts_once_when_the_end_of_its_batch_was_not_heard()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(Records.Start - 1000));
        var store = new UsageStore(database.Database, time);
        await store.InsertAsync([Records.Ended(Records.Id(1))], default);
        time.Advance(TimeSpan.FromMinutes(1));
        using var heard = new CancellationTokenSource();
        await heard.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => store.InsertAsync([Records.Ended(Records.Id(1))], heard.Token));

        // Among so many that tell programs apart, its detail stays with it.
        await store.InsertAsync([.. Enumerable.Range(1, 200).Reverse().Select(OfItsOwnProgram)], default);

        (await database.Queries.ListAsync(new UsageFilter(), null, 300, default)).Select(row => row.RequestId).Order()
            .ShouldBe(Enumerable.Range(1, 200).Select(Records.Id).Order());

        static UsageRecord OfItsOwnProgram(int number)
        {
            var record = Records.Ended(Records.Id(number));
            record.Client = $"program/{number}";
            return record;
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(200)]
    public async Task A_large_batch_adds_what_is_new_in_it_wherever_that_stands(int known) // R21, R23
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var batch = Enumerable.Range(0, 203).Select(i => Records.Ended(Records.Id(i))).ToList();
        await database.Store.InsertAsync([batch[known - 1], batch[100]], default);

        await database.Store.InsertAsync([.. batch, batch[150]], default);

        (await database.CountAsync("served_calls")).ShouldBe(203);
        var range = new OverviewRange(UsageTally.MinuteMs, Records.Start, Records.Start + UsageTally.MinuteMs, UsageTally.MinuteMs);
        (await database.Sums.BucketsAsync(range, default)).ShouldHaveSingleItem().Requests.ShouldBe(203);
    }

    [Fact]
    public async Task What_differs_from_record_to_record_of_a_batch_stays_with_its_record()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var batch = Enumerable.Range(0, 150).Select(i => Varied(i)).ToList();
        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].TeamId = (i % 3) switch { 0 => null, 1 => "team", _ => new string('t', i + 60) };
            batch[i].TokensInput = i % 4 == 0 ? null : i / 10;
            // Every other one has a detail of its own.
            if (i % 2 == 0) batch[i].Message = i % 5 == 0 ? "It failed." : $"It failed for the {i}th time.";
        }

        await database.Store.InsertAsync(batch, default);

        foreach (var record in batch)
        {
            var view = (await database.Queries.FindAsync(record.RequestId, default)).ShouldNotBeNull().ToView();
            (view.Model, view.TeamId, view.KeyId, view.TokensInput, view.Message).ShouldBe((record.Model, record.TeamId, record.KeyId, record.TokensInput, record.Message));
        }
    }

    [Fact]
    public async Task The_first_record_of_a_call_stays()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        await database.Store.InsertAsync([Records.Ended("the-call")], default);
        var interrupted = Records.Begun("the-call");
        interrupted.Status = CallStatus.Interrupted;

        await database.Store.InsertAsync([interrupted], default);

        (await database.Queries.FindAsync("the-call", default))!.Status.ShouldBe((long)CallStatus.Success);
    }

    [Fact]
    public async Task What_callers_send_cannot_make_a_record_that_is_refused_or_cannot_be_read()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var record = Records.Ended("odd");
        record.Model = "nul\0 \\u0000 '; DROP TABLE usage_records; --";
        record.Client = "agent \\u0000 \" \\ \u2028";
        record.Code = "code\0";

        await database.Store.InsertAsync([record], default);

        var view = (await database.Queries.FindAsync("odd", default)).ShouldNotBeNull().ToView();
        view.Model.ShouldBe("nul \\u0000 '; DROP TABLE usage_records; --");
        view.Client.ShouldBe(record.Client);
        view.Code.ShouldBe("code");
    }

    [Fact]
    public async Task A_record_whose_data_is_at_fault_is_rejected_and_takes_the_batch_with_it()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        await database.ExecuteAsync("CREATE UNIQUE INDEX one_provider ON usage_calls (detail_id)");

        await Should.ThrowAsync<RecordRejectedException>(() => database.Store.InsertAsync([Records.Ended("a"), Records.Ended("b")], default));

        (await database.Queries.ListAsync(new UsageFilter(), null, 100, default)).ShouldBeEmpty("all or none");
    }

    [Fact]
    public async Task A_missing_table_is_not_the_fault_of_a_record()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        await database.ExecuteAsync("DROP TABLE key_uses");

        (await Should.ThrowAsync<Exception>(() => database.Store.InsertAsync([Records.Ended("a")], default))).ShouldNotBeOfType<RecordRejectedException>();
    }

    [Fact]
    public async Task Several_instances_add_to_the_same_sums_at_once()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(instance => Task.Run(async () =>
        {
            // As each instance has: a store serves one writer.
            var store = new UsageStore(database.Database, TimeProvider.System);
            for (var batch = 0; batch < 10; batch++)
                await store.InsertAsync([.. Enumerable.Range(0, 20).Select(i => Varied(instance * 1000 + batch * 20 + i))], default);
        })));

        var range = new OverviewRange(UsageTally.QuarterMs, Records.Start, Records.Start + UsageTally.QuarterMs, UsageTally.QuarterMs);
        (await database.Sums.BucketsAsync(range, default)).Sum(b => b.Requests).ShouldBe(800);
    }

    private static UsageRecord Varied(int number)
    {
        var record = Records.Ended(Records.Id(number));
        record.Model = $"model-{number % 7}";
        record.KeyId = $"key-{number % 5}";
        record.LatencyMicroseconds = 1000 + number * 37;
        return record;
    }
}
