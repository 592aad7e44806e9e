using Signalbox.Responses;

namespace Gateway.Tests.Responses;

/// <summary>The end of a call and the other instances: when it waits for the database, and when it does not.</summary>
public sealed class SharedResponsesTests(TestDatabase databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_alone_waits_for_nothing()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases);
        host.Responses.Keep(host.Make("resp_1"));

        host.Responses.ShareAsync("key", "resp_1").AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        host.Counts.Unshared.ShouldBe(0);
    }

    [Fact]
    public async Task With_others_the_call_ends_when_the_database_has_the_response()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases);
        host.Others.Exist = true;
        host.Responses.Keep(host.Make("resp_1"));
        var shared = host.Responses.ShareAsync("key", "resp_1").AsTask();
        shared.IsCompleted.ShouldBeFalse();

        await host.Writer.FlushAsync(Cancellation);

        await shared.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        await using var other = host.Another();
        (await other.Responses.FindAsync("key", "resp_1", Cancellation)).Outcome.ShouldBe(KeptOutcome.Found);
        host.Counts.Unshared.ShouldBe(0);
    }

    [Fact]
    public async Task A_newer_state_of_the_response_is_waited_for_too()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases);
        host.Others.Exist = true;
        host.Responses.Keep(host.Make("resp_1"));
        var batch = host.Pending.Oldest(10, long.MaxValue);
        host.Responses.Keep(host.Make("resp_1", input: "\"newer\""));
        var shared = host.Responses.ShareAsync("key", "resp_1").AsTask();

        host.Pending.Remove(batch);
        shared.IsCompleted.ShouldBeFalse("only the earlier state was written");

        await host.Writer.FlushAsync(Cancellation);
        await shared.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public async Task The_writer_is_woken_by_whoever_waits()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases);
        host.Responses.Keep(host.Make("resp_1"));
        var awake = host.Pending.WaitAsync(TimeSpan.FromMinutes(5), Cancellation);
        awake.IsCompleted.ShouldBeFalse();

        host.Others.Exist = true;
        _ = host.Responses.ShareAsync("key", "resp_1").AsTask();

        await awake.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public async Task A_database_that_does_not_take_it_delays_one_call_by_the_bound_and_those_after_it_not()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases, away: true);
        host.Others.Exist = true;
        host.Responses.Keep(host.Make("resp_1"));
        var first = host.Responses.ShareAsync("key", "resp_1").AsTask();
        host.Time.Advance(TimeSpan.FromMilliseconds(999));
        first.IsCompleted.ShouldBeFalse();
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        await first.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        host.Responses.Keep(host.Make("resp_2"));
        host.Responses.ShareAsync("key", "resp_2").AsTask().IsCompletedSuccessfully.ShouldBeTrue();

        host.Counts.Unshared.ShouldBe(2);
        (await host.Responses.FindAsync("key", "resp_2", Cancellation)).Outcome.ShouldBe(KeptOutcome.Found);
    }

    [Fact]
    public async Task What_is_dropped_for_want_of_room_is_not_waited_for()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases, new ResponsesOptions { MaxPendingBytes = 3000 }, away: true);
        host.Others.Exist = true;
        host.Responses.Keep(host.Make("resp_1", input: new string('1', 1500)));
        var first = host.Responses.ShareAsync("key", "resp_1").AsTask();

        host.Responses.Keep(host.Make("resp_2", input: new string('1', 1500)));

        await first.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }
}
