using Gateway.Tests.Usage.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Usage;
using Signalbox.Usage.Journal;
using Testing.Time;

namespace Gateway.Tests.Usage;

public sealed class UsageWriterTests : IDisposable
{
    private readonly JournalSandbox _sandbox = new();
    private readonly TestSink _sink = new();

    [Fact]
    public async Task Records_are_moved_in_batches_and_the_journal_shrinks()
    {
        using var journal = _sandbox.Open();
        using var writer = Writer(journal);
        for (var i = 0; i < 9000; i++) await JournalSandbox.CallAsync(journal, Records.Id(i));
        journal.Files.Segments().Count.ShouldBeGreaterThan(10);

        await DrainAsync(writer);

        _sink.Stored.Keys.Order().ShouldBe(Enumerable.Range(0, 9000).Select(Records.Id));
        _sink.Offered.ShouldBe([4000, 4000, 1000]);
        await Eventually.TrueAsync(() => journal.Files.Segments().Count <= 2);
        writer.Status.PendingRecords.ShouldBe(0);
        writer.BacklogBytes.ShouldBe(0);
    }

    [Fact]
    public async Task While_the_database_is_away_everything_waits_on_disk_and_nothing_in_memory() // R78
    {
        using var journal = _sandbox.Open();
        using var writer = Writer(journal);
        _sink.Failure = new TimeoutException("away");
        for (var i = 0; i < 9000; i++) await JournalSandbox.CallAsync(journal, Records.Id(i));

        for (var attempt = 0; attempt < 3; attempt++) await Should.ThrowAsync<TimeoutException>(() => writer.StepAsync(default));

        _sink.Offered.ShouldBe([4000, 4000, 4000], "the same batch again and again");
        writer.Status.ShouldSatisfyAllConditions(
            s => s.PendingRecords.ShouldBe(9000),
            s => s.OldestPendingAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(Records.Start + 1200)),
            s => s.Healthy.ShouldBeTrue("calls can still be recorded"));
        _sink.Failure = null;
        await DrainAsync(writer);
        _sink.Stored.Count.ShouldBe(9000);
        writer.Status.OldestPendingAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_batch_whose_answer_was_lost_counts_once() // R21, R23
    {
        using var journal = _sandbox.Open();
        using var writer = Writer(journal);
        for (var i = 0; i < 10; i++) await JournalSandbox.CallAsync(journal, Records.Id(i));
        (_sink.Failure, _sink.FailsAfterwards) = (new IOException("The connection broke."), true);

        await Should.ThrowAsync<IOException>(() => writer.StepAsync(default));
        _sink.Failure = null;
        await DrainAsync(writer);

        _sink.Offered.ShouldBe([10, 10]);
        _sink.Stored.Count.ShouldBe(10);
    }

    [Fact]
    public async Task A_kill_before_the_commit_is_noted_delivers_again_and_one_after_it_does_not()
    {
        using var journal = _sandbox.Open();
        for (var i = 0; i < 10; i++) await JournalSandbox.CallAsync(journal, Records.Id(i));
        var before = _sandbox.CopyAsKilled();
        using (var writer = Writer(journal)) await DrainAsync(writer);
        for (var i = 10; i < 15; i++) await JournalSandbox.CallAsync(journal, Records.Id(i));
        var after = _sandbox.CopyAsKilled();
        _sink.Offered.Clear();

        foreach (var killed in new[] { before, after })
        {
            using var next = JournalSandbox.Open(killed);
            using var writer = Writer(next);
            await DrainAsync(writer);
        }

        _sink.Offered.ShouldBe([10, 5]);
        _sink.Stored.Count.ShouldBe(15);
    }

    [Fact]
    public async Task A_poison_record_is_put_aside_and_blocks_no_other()
    {
        using var journal = _sandbox.Open();
        using var writer = Writer(journal);
        for (var i = 0; i < 300; i++) await JournalSandbox.CallAsync(journal, Records.Id(i));
        var poison = new[] { Records.Id(0), Records.Id(137), Records.Id(299) };
        _sink.Rejects = r => poison.Contains(r.RequestId);

        await DrainAsync(writer);

        _sink.Stored.Keys.Order().ShouldBe(Enumerable.Range(0, 300).Select(Records.Id).Except(poison));
        writer.Quarantined.ShouldBe(3);
        var lines = await File.ReadAllLinesAsync(Path.Combine(_sandbox.Path, "quarantine"));
        lines.Select(line => UsageRecordCodec.Read(Convert.FromBase64String(line)).RequestId).ShouldBe(poison, ignoreOrder: true);
        writer.Status.PendingRecords.ShouldBe(0);
    }

    [Fact]
    public async Task A_database_in_a_wrong_state_puts_nothing_aside()
    {
        using var journal = _sandbox.Open();
        using var writer = Writer(journal);
        await JournalSandbox.CallAsync(journal, "a");
        _sink.Failure = new InvalidOperationException("No such table.");

        await Should.ThrowAsync<InvalidOperationException>(() => writer.StepAsync(default));
        _sink.Failure = null;
        await DrainAsync(writer);

        _sink.Stored.Keys.ShouldBe(["a"]);
        writer.Quarantined.ShouldBe(0);
    }

    [Fact]
    public async Task Calls_that_a_kill_cut_off_are_recorded_as_interrupted_once_the_database_takes_them()
    {
        using var journal = _sandbox.Open();
        await JournalSandbox.CallAsync(journal, "finished");
        await JournalSandbox.OpenCallAsync(journal, Records.Begun("cut-off"));
        using var next = JournalSandbox.Open(_sandbox.CopyAsKilled());
        using var writer = Writer(next);
        await JournalSandbox.OpenCallAsync(next, Records.Begun("running"));
        _sink.Rejects = r => r.RequestId == "cut-off" ? throw new TimeoutException("away") : false;

        await Should.ThrowAsync<TimeoutException>(() => DrainAsync(writer));
        _sink.Rejects = _ => false;
        await DrainAsync(writer);

        _sink.Stored.Keys.ShouldBe(["finished", "cut-off"], ignoreOrder: true);
        var record = _sink.Stored["cut-off"];
        (record.Status, record.Code, record.KeyName).ShouldBe((CallStatus.Interrupted, "interrupted", "web-dev"));
        (record.TokensInput, record.CostMicros).ShouldBe((null, null));
        next.Files.Segments().ShouldNotContain(1, "nothing in the killed run's segment is needed any more");
    }

    [Fact]
    public async Task A_stream_that_a_kill_cut_off_is_recorded_with_what_had_passed()
    {
        using var journal = _sandbox.Open();
        var stream = Records.Begun("cut-off");
        await JournalSandbox.OpenCallAsync(journal, stream);
        foreach (var passed in (long[])[1, 20, 40]) Progress(journal, stream, passed);

        using var next = JournalSandbox.Open(_sandbox.CopyAsKilled());
        using var writer = Writer(next);
        await DrainAsync(writer);

        var record = _sink.Stored["cut-off"];
        (record.Status, record.TokensInput, record.TokensOutput, record.CostMicros, record.TokensEstimated).ShouldBe((CallStatus.Interrupted, 1200, 40, 400, true));
        record.FinishedAt.ShouldBe(Records.Start + 40, "as far as it is known to have lived");
        record.Message!.ShouldContain("estimated");
    }

    [Fact]
    public async Task Progress_of_a_stream_that_ended_counts_for_nothing()
    {
        using var journal = _sandbox.Open();
        using var writer = Writer(journal);
        var stream = Records.Begun("whole");
        await JournalSandbox.OpenCallAsync(journal, stream);
        Progress(journal, stream, 20);
        journal.Close(Records.Ended(stream));

        await DrainAsync(writer);

        _sink.Stored["whole"].TokensOutput.ShouldBe(350);
        journal.TryNote(JournalEntryKind.Progress, stream);
        using var next = JournalSandbox.Open(_sandbox.CopyAsKilled());
        using var afterKill = Writer(next);
        await DrainAsync(afterKill);
        _sink.Stored["whole"].Status.ShouldBe(CallStatus.Success);
    }

    [Fact]
    public async Task Progress_is_carried_forward_with_its_call()
    {
        using var journal = _sandbox.Open();
        using var writer = Writer(journal);
        var stream = Records.Begun("long-stream");
        await JournalSandbox.OpenCallAsync(journal, stream);
        Progress(journal, stream, 70);
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 100; i++) await JournalSandbox.CallAsync(journal, Records.Id(round * 100 + i));
            await DrainAsync(writer);
        }
        (journal.Position.Segment - journal.Files.Segments()[0]).ShouldBeLessThanOrEqualTo(4, "a stream that says nothing for long keeps no old segments");

        using var next = JournalSandbox.Open(_sandbox.CopyAsKilled());
        using var afterKill = Writer(next);
        await DrainAsync(afterKill);

        (_sink.Stored["long-stream"].Status, _sink.Stored["long-stream"].TokensOutput).ShouldBe((CallStatus.Interrupted, 70L));
    }

    private static void Progress(UsageJournal journal, UsageRecord stream, long passed)
    {
        (stream.TokensInput, stream.TokensOutput, stream.CostMicros, stream.TokensEstimated) = (1200, passed, passed * 10, true);
        stream.LatencyMicroseconds = passed * 1000;
        journal.TryNote(JournalEntryKind.Progress, stream).ShouldBeTrue();
    }

    [Fact]
    public async Task A_call_open_for_long_keeps_no_old_segments_and_is_not_forgotten()
    {
        using var journal = _sandbox.Open();
        using var writer = Writer(journal);
        var stream = Records.Begun("long-stream");
        await JournalSandbox.OpenCallAsync(journal, stream);
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 100; i++) await JournalSandbox.CallAsync(journal, Records.Id(round * 100 + i));
            await DrainAsync(writer);
        }

        (journal.Position.Segment - journal.Files.Segments()[0]).ShouldBeLessThanOrEqualTo(4);
        using (var next = JournalSandbox.Open(_sandbox.CopyAsKilled()))
        {
            using var afterKill = Writer(next);
            await DrainAsync(afterKill);
            _sink.Stored["long-stream"].Status.ShouldBe(CallStatus.Interrupted, "a kill now would find it open");
            _sink.Stored.Remove("long-stream");
        }

        journal.Close(Records.Ended(stream));
        await DrainAsync(writer);
        _sink.Stored["long-stream"].Status.ShouldBe(CallStatus.Success);
        _sink.Stored.Count.ShouldBe(2001);
    }

    [Fact]
    public async Task What_earlier_runs_left_is_counted_as_pending()
    {
        using (var journal = _sandbox.Open())
            for (var i = 0; i < 120; i++) await JournalSandbox.CallAsync(journal, Records.Id(i));
        using var next = _sandbox.Open();
        using var writer = Writer(next);
        _sink.Failure = new TimeoutException("away");
        await writer.StartAsync(default);

        await Eventually.TrueAsync(() => writer.Problem is not null);
        writer.Status.PendingRecords.ShouldBe(120);
        _sink.Failure = null;
        await Eventually.TrueAsync(() => writer.Problem is null);

        writer.Status.PendingRecords.ShouldBe(0);
        await writer.StopAsync(default);
    }

    [Fact]
    public async Task A_record_is_in_the_database_within_two_beats_and_a_stop_leaves_none_behind() // R20
    {
        using var journal = _sandbox.Open();
        using var writer = Writer(journal);
        await writer.StartAsync(default);

        await JournalSandbox.CallAsync(journal, "first");
        await Eventually.TrueAsync(() => writer.Written == 1);
        await JournalSandbox.CallAsync(journal, "at-the-end");
        await writer.StopAsync(default);

        _sink.Stored.Keys.ShouldBe(["first", "at-the-end"]);
    }

    [Fact]
    public async Task A_stop_without_the_database_ends_in_time_and_leaves_the_records_for_the_next_start()
    {
        using (var journal = _sandbox.Open())
        using (var writer = Writer(journal))
        {
            await writer.StartAsync(default);
            _sink.Failure = new TimeoutException("away");
            await JournalSandbox.CallAsync(journal, "kept");

            await writer.StopAsync(default).WaitAsync(TimeSpan.FromSeconds(5));
        }
        _sink.Failure = null;

        using var next = _sandbox.Open();
        using var again = Writer(next);
        await DrainAsync(again);

        _sink.Stored.Keys.ShouldBe(["kept"]);
    }

    public void Dispose() => _sandbox.Dispose();

    private UsageWriter Writer(UsageJournal journal) => new(journal, _sink, TimeProvider.System, NullLogger<UsageWriter>.Instance);

    private static async Task DrainAsync(UsageWriter writer)
    {
        while (await writer.StepAsync(default)) { }
    }
}
