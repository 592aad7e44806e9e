using System.Text;
using Signalbox.Responses;

namespace Gateway.Tests.Responses;

/// <summary>Memory, database and time of kept responses.</summary>
public sealed class KeptResponsesStorageTests(TestDatabase databases)
{
    [Fact]
    public async Task What_was_written_leaves_memory_and_is_found_in_the_database()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases);
        host.Responses.Keep(host.Make("resp_1"));
        (await host.Responses.FindAsync("key", "resp_1", default)).Outcome.ShouldBe(KeptOutcome.Found);
        host.Counts.ReadsInMemory.ShouldBe(1);

        await host.WriteAsync();

        host.Pending.Bytes.ShouldBe(0);
        var found = (await host.Responses.FindAsync("key", "resp_1", default)).Responses.ShouldHaveSingleItem();
        (Encoding.UTF8.GetString(found.Content!.Input.Span), Encoding.UTF8.GetString(found.Content.Response.Span)).ShouldBe(("\"question\"", """{"id":"resp_1"}"""));
        (host.Counts.Kept, host.Counts.Written, host.Counts.ReadsInDatabase).ShouldBe((1L, 1L, 1L));
    }

    [Fact]
    public async Task Another_instance_finds_what_was_written()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases);
        await using var other = host.Another();
        await host.WriteAsync(host.Make("resp_1"), host.Make("resp_2", "resp_1"));

        var chain = await other.Responses.FindChainAsync("key", "resp_2", default);

        (chain.Outcome, string.Join(' ', chain.Responses.Select(r => r.Id))).ShouldBe((KeptOutcome.Found, "resp_2 resp_1"));
    }

    [Fact]
    public async Task A_chain_may_be_half_in_memory_and_half_in_the_database()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases);
        await host.WriteAsync(host.Make("resp_1"), host.Make("resp_2", "resp_1"));
        host.Responses.Keep(host.Make("resp_3", "resp_2"));

        var chain = await host.Responses.FindChainAsync("key", "resp_3", default);

        chain.Responses.Select(r => r.Id).ShouldBe(["resp_3", "resp_2", "resp_1"]);
    }

    [Fact]
    public async Task A_circle_of_ids_ends()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases);
        await host.WriteAsync(host.Make("resp_1", "resp_2"), host.Make("resp_2", "resp_1"));

        var chain = await host.Responses.FindChainAsync("key", "resp_1", default).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        chain.Responses.Select(r => r.Id).ShouldBe(["resp_1", "resp_2"]);
    }

    [Fact]
    public async Task Nothing_lies_in_clear_and_a_row_that_was_moved_to_another_key_does_not_open()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases);
        await host.WriteAsync(host.Make("resp_1", input: "\"my secret plan\""));
        var row = (await host.RowsAsync()).ShouldHaveSingleItem();
        row.ShouldNotContain("secret");
        Encoding.UTF8.GetString(Convert.FromBase64String(row.Split('/', 3)[2])).ShouldNotContain("secret");

        await host.MoveAsync("resp_1", "thief");

        var found = await host.Responses.FindAsync("thief", "resp_1", default);
        found.Responses.ShouldHaveSingleItem().Content.ShouldBeNull();
    }

    [Fact]
    public async Task The_same_id_of_two_keys_is_two_responses()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases);

        await host.WriteAsync(host.Make("resp_1", input: "1", key: "a"), host.Make("resp_1", input: "2", key: "b"));

        Encoding.UTF8.GetString((await host.Responses.FindAsync("a", "resp_1", default)).Responses[0].Content!.Input.Span).ShouldBe("1");
        Encoding.UTF8.GetString((await host.Responses.FindAsync("b", "resp_1", default)).Responses[0].Content!.Input.Span).ShouldBe("2");
        (await host.Responses.FindAsync("c", "resp_1", default)).Outcome.ShouldBe(KeptOutcome.Missing);
    }

    [Fact]
    public async Task What_is_older_than_the_retention_is_not_found_and_then_deleted()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases, new ResponsesOptions { Retention = TimeSpan.FromDays(2) });
        await host.WriteAsync(host.Make("resp_old"));
        host.Time.Advance(TimeSpan.FromDays(1));
        await host.WriteAsync(host.Make("resp_new", "resp_old"));
        host.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));

        (await host.Responses.FindAsync("key", "resp_old", default)).Outcome.ShouldBe(KeptOutcome.Missing);
        var chain = await host.Responses.FindChainAsync("key", "resp_new", default);
        (chain.Outcome, chain.MissingId).ShouldBe((KeptOutcome.Missing, "resp_old"));
        (await host.RowsAsync()).Count.ShouldBe(2);

        await host.Writer.SweepAsync(default);

        (await host.RowsAsync()).ShouldHaveSingleItem().ShouldStartWith("key/resp_new/");
    }

    [Fact]
    public async Task A_sweep_deletes_in_turns()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases);
        await host.WriteAsync([.. Enumerable.Range(0, 1100).Select(i => host.Make($"resp_{i}", input: null) with { ProviderId = "p" })]);
        host.Time.Advance(TimeSpan.FromDays(31));

        await host.Writer.SweepAsync(default);

        (await host.RowsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deletion_wins_over_a_write_under_way()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases);
        var response = host.Make("resp_1");
        host.Responses.Keep(response);
        var batch = host.Pending.Oldest(10, long.MaxValue);
        (await host.Responses.DeleteAsync(response, default)).ShouldBeTrue();
        // The write that had begun before comes through after it.
        await host.Store.WriteAsync([new KeptResponseRow { KeyId = "key", Id = "resp_1", CreatedAt = response.CreatedAt }], [], default);
        host.Pending.Remove(batch);

        (await host.Responses.FindAsync("key", "resp_1", default)).Outcome.ShouldBe(KeptOutcome.Missing);
        await host.WriteAsync();

        (await host.RowsAsync()).ShouldBeEmpty();
        (await host.Responses.FindAsync("key", "resp_1", default)).Outcome.ShouldBe(KeptOutcome.Missing);
    }

    [Fact]
    public async Task With_the_database_away_memory_answers_and_for_the_rest_it_is_said()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases, away: true);
        host.Responses.Keep(host.Make("resp_1"));
        await Should.ThrowAsync<Exception>(() => host.Writer.FlushAsync(default));

        (await host.Responses.FindAsync("key", "resp_1", default)).Outcome.ShouldBe(KeptOutcome.Found);
        (await host.Responses.FindAsync("key", "resp_2", default)).Outcome.ShouldBe(KeptOutcome.Away);
        host.Counts.ReadsFailed.ShouldBe(1);
    }

    [Fact]
    public async Task Beyond_the_bound_the_oldest_are_dropped_and_counted()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases, new ResponsesOptions { MaxPendingBytes = 10_000 }, away: true);
        for (var i = 0; i < 10; i++) host.Responses.Keep(host.Make($"resp_{i}", input: new string('1', 1500)));

        host.Pending.Bytes.ShouldBeLessThanOrEqualTo(10_000);
        host.Counts.Dropped.ShouldBe(6);
        (await host.Responses.FindAsync("key", "resp_5", default)).Outcome.ShouldBe(KeptOutcome.Away);
        (await host.Responses.FindAsync("key", "resp_6", default)).Outcome.ShouldBe(KeptOutcome.Found);
    }

    [Fact]
    public async Task What_is_too_large_is_left_out_and_of_a_provider_s_response_the_note_stays()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases, new ResponsesOptions { MaxResponseBytes = 100 });
        host.Responses.Keep(host.Make("resp_1", input: new string('1', 100)));
        host.Responses.Keep(host.Make("resp_2", input: new string('1', 100)) with { ProviderId = "p" });

        (await host.Responses.FindAsync("key", "resp_1", default)).Outcome.ShouldBe(KeptOutcome.Missing);
        var noted = (await host.Responses.FindAsync("key", "resp_2", default)).Responses.ShouldHaveSingleItem();
        (noted.ProviderId, noted.Content).ShouldBe(("p", null));
        host.Counts.TooLarge.ShouldBe(2);
    }

    [Fact]
    public async Task A_conversation_over_the_bound_is_not_gone_on_from()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases, new ResponsesOptions { MaxConversationBytes = 2000 });
        await host.WriteAsync(host.Make("resp_1", input: new string('1', 1500)), host.Make("resp_2", "resp_1", new string('1', 1500)));

        (await host.Responses.FindChainAsync("key", "resp_2", default)).Outcome.ShouldBe(KeptOutcome.TooLarge);
        (await host.Responses.FindAsync("key", "resp_2", default)).Outcome.ShouldBe(KeptOutcome.Found);
    }
}
