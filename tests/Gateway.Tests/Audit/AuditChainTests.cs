using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Audit.Chain;

namespace Gateway.Tests.Audit;

public sealed class AuditChainTests(TestDatabase databases)
{
    [Fact]
    public async Task Events_are_numbered_without_a_gap_and_each_goes_on_from_the_one_before()
    {
        await using var trail = await AuditTrail.CreateAsync(databases);
        var other = trail.AnotherWriter();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => trail.WriteAsync($"p{i}", by: i % 2 == 0 ? null : other)));

        var all = await trail.AllAsync();
        all.Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, 40).Select(i => (long)i));
        all.Select(e => e.Version).ShouldBe(all.Select(e => e.Sequence));
        all[0].PreviousHash.ShouldBe(AuditHash.None);
        all.Zip(all.Skip(1)).ShouldAllBe(pair => pair.Second.PreviousHash == pair.First.Hash);
        var found = await trail.Verification.RunAsync(null, default);
        (found.Ok, found.Verified, found.Head).ShouldBe((true, 40L, new AuditHead(40, all[^1].Hash)));
    }

    [Fact]
    public async Task An_empty_trail_holds()
    {
        await using var trail = await AuditTrail.CreateAsync(databases);

        var found = await trail.Verification.RunAsync(null, default);

        (found.Ok, found.Verified, found.Head).ShouldBe((true, 0L, AuditHead.Start));
    }

    [Fact]
    public async Task A_write_that_fails_leaves_no_event_and_no_gap()
    {
        await using var trail = await AuditTrail.CreateAsync(databases);
        await trail.WriteAsync("first");

        await Should.ThrowAsync<InvalidOperationException>(() => trail.Writer.WriteAsync<bool>(Signalbox.Audit.AdminActor.Startup, async transaction =>
        {
            await transaction.ExecuteAsync("UPDATE audit_head SET sequence = @wrong", new { wrong = 99 });
            throw new InvalidOperationException();
        }, default));
        await trail.WriteAsync("second");

        (await trail.AllAsync()).Select(e => e.Sequence).ShouldBe([1, 2]);
        (await trail.Verification.RunAsync(null, default)).Ok.ShouldBeTrue();
    }

    [Theory]
    [InlineData("UPDATE audit_events SET actor = 'bob' WHERE sequence = 3", "changed", 3, true)]
    [InlineData("UPDATE audit_events SET after_state = '{}' WHERE sequence = 5", "changed", 5, true)]
    [InlineData("UPDATE audit_events SET at = at - 1 WHERE sequence = 1", "changed", 1, true)]
    [InlineData("UPDATE audit_events SET reason = 'none' WHERE sequence = 2", "changed", 2, true)]
    [InlineData("DELETE FROM audit_events WHERE sequence = 3", "missing", 3, false)]
    [InlineData("DELETE FROM audit_events WHERE sequence < 3", "missing", 1, false)]
    [InlineData("DELETE FROM audit_events WHERE sequence > 4", "missing", 5, false)]
    [InlineData("DELETE FROM audit_events", "missing", 1, false)]
    [InlineData("UPDATE audit_head SET sequence = 4", "added", 5, false)]
    [InlineData("UPDATE audit_head SET hash = 'x'", "rewritten", 5, false)]
    [InlineData("UPDATE audit_events SET sequence = NULL WHERE sequence = 5", "missing", 5, false)]
    public async Task Whatever_was_done_to_the_trail_the_first_event_at_fault_is_named(string tampering, string kind, long sequence, bool isThere)
    {
        await using var trail = await AuditTrail.CreateAsync(databases);
        for (var i = 1; i <= 5; i++) await trail.WriteAsync($"p{i}");
        var id = (await trail.AllAsync())[(int)sequence - 1].Id;

        await trail.ExecuteAsync(tampering);

        var found = await trail.Verification.RunAsync(null, default);
        found.Ok.ShouldBeFalse();
        (found.Fault!.Kind, found.Fault.Sequence, found.Fault.EventId).ShouldBe((kind, sequence, isThere ? id : null), found.Fault.Detail);
    }

    [Fact]
    public async Task An_event_rewritten_with_a_hash_that_fits_breaks_the_link_to_the_next()
    {
        await using var trail = await AuditTrail.CreateAsync(databases);
        for (var i = 1; i <= 3; i++) await trail.WriteAsync($"p{i}");
        var second = (await trail.AllAsync())[1] with { Actor = "bob" };

        await trail.ExecuteAsync($"UPDATE audit_events SET actor = 'bob', hash = '{AuditHash.Of(second)}' WHERE sequence = 2");

        var fault = (await trail.Verification.RunAsync(null, default)).Fault!;
        (fault.Kind, fault.Sequence).ShouldBe(("broken", 3));
    }

    [Fact]
    public async Task A_trail_rewritten_to_its_end_holds_by_itself_but_not_against_a_head_noted_before()
    {
        await using var trail = await AuditTrail.CreateAsync(databases);
        for (var i = 1; i <= 4; i++) await trail.WriteAsync($"p{i}");
        var noted = (await trail.Verification.RunAsync(null, default)).Head;
        await trail.WriteAsync("p5");
        (await trail.Verification.RunAsync(noted, default)).Ok.ShouldBeTrue();

        await RewriteFromAsync(trail, 2);

        (await trail.Verification.RunAsync(null, default)).Ok.ShouldBeTrue();
        var fault = (await trail.Verification.RunAsync(noted, default)).Fault!;
        (fault.Kind, fault.Sequence).ShouldBe(("rewritten", 4));
    }

    [Fact]
    public async Task A_trail_cut_off_with_its_kept_end_is_missed_by_a_head_noted_before()
    {
        await using var trail = await AuditTrail.CreateAsync(databases);
        for (var i = 1; i <= 4; i++) await trail.WriteAsync($"p{i}");
        var noted = (await trail.Verification.RunAsync(null, default)).Head;
        var second = (await trail.AllAsync())[1];

        await trail.ExecuteAsync($"DELETE FROM audit_events WHERE sequence > 2; UPDATE audit_head SET sequence = 2, hash = '{second.Hash}'");

        (await trail.Verification.RunAsync(null, default)).Ok.ShouldBeTrue();
        var fault = (await trail.Verification.RunAsync(noted, default)).Fault!;
        (fault.Kind, fault.Sequence).ShouldBe(("missing", 3));
    }

    [Fact]
    public async Task Events_of_an_older_release_get_their_place_once_and_it_is_said_how_many_they_were()
    {
        await using var trail = await AuditTrail.CreateAsync(databases);
        foreach (var i in new[] { 2, 1, 3 })
            await trail.ExecuteAsync(
                $"INSERT INTO audit_events (id, at, actor, action, object_kind, object_id, object_name, version) VALUES ('old{i}', {i}, 'admin', 'create', 'model', 'm{i}', 'm{i}', {i})");
        var unsealed = await trail.Verification.RunAsync(null, default);
        (unsealed.Ok, unsealed.Fault!.Kind).ShouldBe((false, "unchained"));
        var sealing = new AuditSealing(trail.Writer, NullLogger<AuditSealing>.Instance);

        await sealing.RunAsync(default);
        await sealing.RunAsync(default);
        await trail.WriteAsync("new");

        var all = await trail.AllAsync();
        all.Select(e => (e.Sequence, e.ObjectName, e.Action)).ShouldBe(
            [(1, "m1", "create"), (2, "m2", "create"), (3, "m3", "create"), (4, "audit trail", "chain-start"), (5, "new", "create")]);
        all[3].AfterState.ShouldBe("""{"events":3}""");
        (await trail.Verification.RunAsync(null, default)).Ok.ShouldBeTrue();
    }

    /// <summary>What someone with the whole database in hand can do: change an event, and compute everything after it anew.</summary>
    private static async Task RewriteFromAsync(AuditTrail trail, int sequence)
    {
        var all = await trail.AllAsync();
        var previous = all[sequence - 2].Hash;
        foreach (var row in all.Skip(sequence - 1))
        {
            var forged = row with { Actor = "bob", PreviousHash = previous };
            previous = AuditHash.Of(forged);
            await trail.ExecuteAsync($"UPDATE audit_events SET actor = 'bob', previous_hash = '{forged.PreviousHash}', hash = '{previous}' WHERE sequence = {row.Sequence}");
        }
        await trail.ExecuteAsync($"UPDATE audit_head SET hash = '{previous}'");
    }
}
