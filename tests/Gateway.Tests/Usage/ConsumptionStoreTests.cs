using Signalbox.Core.Ids;
using Signalbox.Usage;

namespace Gateway.Tests.Usage;

/// <summary>What quotas and budgets go on from.</summary>
public sealed class ConsumptionStoreTests(TestDatabase kind)
{
    [Fact]
    public async Task Single_calls_are_those_that_the_sums_count()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var refused = Call(1);
        refused.Status = CallStatus.Refused;
        var counted = Call(2);
        counted.Api = "count_tokens";
        var anonymous = Call(3);
        anonymous.KeyId = null;
        var single = Call(4);
        single.Message = "It has a detail of its own, and says \"api\":\"count_tokens\".";
        await database.Store.InsertAsync([refused, counted, anonymous, single, Call(5)], default);

        var (sums, calls) = await new ConsumptionStore(database.Database).ReadAsync([Records.Start], Records.Start, default);

        sums[Records.Start].Sum(sum => sum.Requests).ShouldBe(2);
        calls.Count.ShouldBe(2);
        calls.Sum(call => call.CostMicros).ShouldBe(sums[Records.Start].Sum(sum => sum.CostMicros));
    }

    /// <summary>A call in the sums that is missing among the single ones counted twice for a new limit.</summary>
    [Fact]
    public async Task Sums_and_single_calls_agree_while_calls_are_written()
    {
        await using var database = await UsageDatabase.CreateAsync(kind);
        var store = new ConsumptionStore(database.Database);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++) await database.Store.InsertAsync([Call(i)], default);
        });
        var isLast = false;
        while (!isLast)
        {
            isLast = writing.IsCompleted;
            var (sums, calls) = await store.ReadAsync([Records.Start], Records.Start, default);
            calls.Count.ShouldBe((int)sums[Records.Start].Sum(sum => sum.Requests));
            if (isLast) calls.Count.ShouldBe(60);
        }
        await writing;
    }

    private static UsageRecord Call(int number)
    {
        Span<byte> random = stackalloc byte[Ulid.RandomBytes];
        random[^1] = (byte)number;
        return Records.Ended(Ulid.Create(Records.Start + number, random));
    }
}
