using System.Collections.Concurrent;
using Signalbox.Usage.Journal;
using Testing.Time;

namespace Gateway.Tests.Usage.Journal;

public sealed class UsageJournalTests : IDisposable
{
    private readonly JournalSandbox _sandbox = new();

    [Fact]
    public async Task What_was_closed_is_read_in_order_across_segments()
    {
        using var journal = _sandbox.Open();

        for (var i = 0; i < 2000; i++) await JournalSandbox.CallAsync(journal, Records.Id(i));

        JournalSandbox.ReadAll(journal).Select(r => r.RequestId).ShouldBe(Enumerable.Range(0, 2000).Select(Records.Id));
        journal.Files.Segments().Count.ShouldBeGreaterThan(3, "the segments are small");
        journal.Counts.ShouldBe(new JournalCounts(2000, 0, 2000, 0));
    }

    [Fact]
    public async Task Many_threads_append_at_once_and_nothing_is_mixed_up()
    {
        using var journal = _sandbox.Open();
        var written = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < 250; i++)
            {
                var id = Records.Id(thread * 1000 + i);
                await JournalSandbox.CallAsync(journal, id);
                written.Add(id);
            }
        })));

        var read = JournalSandbox.ReadAll(journal);
        read.Select(r => r.RequestId).Order().ShouldBe(written.Order());
        read.ShouldAllBe(r => r.TokensInput == 1200 && r.Client == "OpenAI/Python 2.15.0");
    }

    [Fact]
    public async Task Calls_of_many_callers_keep_what_each_is_called_across_segments()
    {
        using var journal = _sandbox.Open();
        var written = new ConcurrentDictionary<string, Signalbox.Usage.UsageRecord>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(async () =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 600; i++)
            {
                var record = Records.Begun(Records.Id(thread * 1000 + i));
                (record.KeyId, record.KeyName) = ($"key-{random.Next(3)}", $"name-{random.Next(2)}");
                await JournalSandbox.OpenCallAsync(journal, record);
                Records.Ended(record);
                // Some are answered by another deployment than they were opened for, and some programs change their name all the time.
                if (random.Next(4) == 0) (record.Deployment, record.Provider, record.UpstreamModel) = ($"p{random.Next(3)}/m", "p", "m");
                record.Client = random.Next(5) == 0 ? $"program/{thread}-{i}" : null;
                written[record.RequestId] = record.Copy();
                journal.Close(record);
            }
        })));

        var read = JournalSandbox.ReadAll(journal);
        read.Count.ShouldBe(written.Count);
        foreach (var record in read)
        {
            var expected = written[record.RequestId];
            (record.KeyId, record.KeyName, record.Deployment, record.Provider, record.UpstreamModel, record.Client, record.Model, record.Team)
                .ShouldBe((expected.KeyId, expected.KeyName, expected.Deployment, expected.Provider, expected.UpstreamModel, expected.Client, expected.Model, expected.Team));
        }
    }

    [Fact]
    public async Task Calls_of_one_caller_say_its_names_once_in_a_while()
    {
        using var journal = _sandbox.Open();
        await JournalSandbox.CallAsync(journal, "first");
        await JournalSandbox.CallAsync(journal, "second");
        var before = journal.Position;

        await JournalSandbox.CallAsync(journal, "third");

        journal.Position.Segment.ShouldBe(before.Segment);
        (journal.Position.Offset - before.Offset).ShouldBeLessThan(256, "both entries of a call");
    }

    [Fact]
    public async Task A_reader_keeps_up_while_others_append()
    {
        using var journal = _sandbox.Open();
        using var reader = new JournalReader(journal);
        var read = new List<Signalbox.Usage.UsageRecord>();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 2000; i++) await JournalSandbox.CallAsync(journal, Records.Id(i));
        });

        while (!writing.IsCompleted) reader.Read(read, int.MaxValue, default);
        await writing;
        reader.Read(read, int.MaxValue, default);

        read.Select(r => r.RequestId).ShouldBe(Enumerable.Range(0, 2000).Select(Records.Id));
        reader.Damaged.ShouldBe(0);
    }

    [Fact]
    public async Task No_call_is_opened_whose_close_might_find_no_room()
    {
        using var journal = _sandbox.Open();
        await JournalSandbox.OpenCallAsync(journal, Records.Begun("first"));
        await Eventually.TrueAsync(() => journal.Files.Segments().Count == 2, what: "the spare segment is there");
        DenySpace();

        var opened = new List<Signalbox.Usage.UsageRecord>();
        while (opened.Count < 10_000)
        {
            var record = Records.Begun(Records.Id(opened.Count));
            if (!journal.TryOpen(record)) break;
            opened.Add(record);
        }

        opened.Count.ShouldBeInRange(10, 200, "two segments of 64 KB hold so many, with room for the close of each");
        // Each close is as long as can be: texts may be cut for want of room, but each record is there with its numbers.
        foreach (var record in opened)
        {
            Records.Ended(record).Message = new string('語', 600);
            record.ReasonCodes = new string('語', 200);
            record.AttemptDetails = [.. Enumerable.Repeat(new Signalbox.Usage.CallAttempt(new string('d', 300), 500, "upstream-error", 1), 8)];
            journal.Close(record);
        }
        AllowSpace();
        var read = JournalSandbox.ReadAll(journal);
        read.Select(r => r.RequestId).ShouldBe(opened.Select(r => r.RequestId));
        read.ShouldAllBe(r => r.TokensOutput == 350 && r.CostMicros == 313 && r.KeyId == opened[0].KeyId);
    }

    [Fact]
    public async Task Without_disk_space_calls_are_refused_and_with_it_they_are_taken_again()
    {
        using var journal = _sandbox.Open();
        await Eventually.TrueAsync(() => journal.Files.Segments().Count == 2, what: "the spare segment is there");
        var running = Records.Begun("running");
        journal.TryOpen(running).ShouldBeTrue();
        DenySpace();

        var calls = 0;
        for (var call = Records.Begun(Records.Id(calls)); journal.TryOpen(call); call = Records.Begun(Records.Id(++calls))) journal.Close(Records.Ended(call));

        calls.ShouldBeInRange(200, 1500, "two segments of 64 KB");
        journal.IsAvailable.ShouldBeFalse();
        await Eventually.TrueAsync(() => journal.Problem!.Contains("no room", StringComparison.Ordinal));
        journal.Close(Records.Ended(running));
        AllowSpace();
        await Eventually.TrueAsync(() => journal.IsAvailable);
        journal.TryOpen(Records.Begun("after")).ShouldBeTrue();
        JournalSandbox.ReadAll(journal).Select(r => r.RequestId).ShouldBe([.. Enumerable.Range(0, calls).Select(Records.Id), "running"]);
    }

    [Fact]
    public async Task Records_of_refused_calls_never_take_the_room_of_open_ones()
    {
        using var journal = _sandbox.Open();
        await Eventually.TrueAsync(() => journal.Files.Segments().Count == 2, what: "the spare segment is there");
        var running = Enumerable.Range(0, 20).Select(i => Records.Begun(Records.Id(i))).ToList();
        running.ShouldAllBe(r => journal.TryOpen(r));
        DenySpace();

        for (var i = 0; i < 2000; i++) journal.Close(Records.Ended($"refused-{i}"));
        foreach (var record in running) journal.Close(Records.Ended(record));

        var counts = journal.Counts;
        counts.Dropped.ShouldBeGreaterThan(0);
        counts.Closed.ShouldBe(2020 - counts.Dropped);
        AllowSpace();
        JournalSandbox.ReadAll(journal).Select(r => r.RequestId).Where(id => !id.StartsWith("refused", StringComparison.Ordinal))
            .ShouldBe(running.Select(r => r.RequestId));
    }

    [Fact]
    public async Task The_books_balance_at_every_moment() // R22
    {
        using var journal = _sandbox.Open();
        var first = Records.Begun("first");
        await JournalSandbox.OpenCallAsync(journal, first);
        await JournalSandbox.OpenCallAsync(journal, Records.Begun("second"));
        journal.Counts.ShouldBe(new JournalCounts(Opened: 2, Open: 2, Closed: 0, Dropped: 0));

        journal.Close(Records.Ended(first));
        journal.Close(Records.Ended("refused"));

        journal.Counts.ShouldBe(new JournalCounts(Opened: 2, Open: 1, Closed: 2, Dropped: 0));
    }

    [Fact]
    public void A_second_process_is_told_that_the_directory_is_taken()
    {
        using var journal = _sandbox.Open();

        Should.Throw<IOException>(_sandbox.Open).Message.ShouldContain("Give each instance its own SIGNALBOX_DATA");
    }

    [Fact]
    public async Task A_graceful_end_gives_back_the_space_that_was_set_aside()
    {
        using (var journal = _sandbox.Open())
        {
            await JournalSandbox.CallAsync(journal, "only");
            await Eventually.TrueAsync(() => journal.Files.Segments().Count == 2, what: "the spare segment is there");
        }

        var file = new FileInfo(Directory.GetFiles(_sandbox.Path, "*.journal").ShouldHaveSingleItem());
        file.Length.ShouldBeInRange(1, 2048);
        using var again = _sandbox.Open();
        JournalSandbox.ReadAll(again).ShouldHaveSingleItem().RequestId.ShouldBe("only");
    }

    [Fact]
    public async Task What_ends_after_its_end_is_found_interrupted_by_the_next()
    {
        var journal = _sandbox.Open();
        var late = Records.Begun("late");
        await JournalSandbox.OpenCallAsync(journal, late);
        journal.Dispose();

        journal.Close(Records.Ended(late));
        journal.TryOpen(Records.Begun("later")).ShouldBeFalse();
        journal.TryNote(JournalEntryKind.Progress, late).ShouldBeFalse();

        journal.Counts.ShouldBe(new JournalCounts(Opened: 1, Open: 0, Closed: 0, Dropped: 1));
        using var next = _sandbox.Open();
        using var reader = new JournalReader(next);
        reader.Read([], int.MaxValue, default);
        reader.Interrupted().ShouldHaveSingleItem().RequestId.ShouldBe("late");
    }

    [Fact]
    public async Task A_journal_that_starts_on_a_full_disk_waits_for_space()
    {
        using (var journal = _sandbox.Open()) await JournalSandbox.CallAsync(journal, "before");
        // The next segment's name is taken by a directory: no file can be made there.
        var blocked = Path.Combine(_sandbox.Path, "0000000002.journal");
        Directory.CreateDirectory(blocked);
        File.Exists(Path.Combine(_sandbox.Path, "0000000001.journal")).ShouldBeTrue();

        using var full = _sandbox.Open();

        full.IsAvailable.ShouldBeFalse();
        full.TryOpen(Records.Begun("refused")).ShouldBeFalse();
        full.Close(Records.Ended("refused"));
        JournalSandbox.ReadAll(full).ShouldHaveSingleItem().RequestId.ShouldBe("before", "what earlier runs left is drained all the same");
        Directory.Delete(blocked);
        await Eventually.TrueAsync(() => full.IsAvailable);
        await JournalSandbox.CallAsync(full, "after");
        JournalSandbox.ReadAll(full).Select(r => r.RequestId).ShouldBe(["before", "after"]);
    }

    public void Dispose() => _sandbox.Dispose();

    /// <summary>From now on no segment can be made, as on a full disk; those that are mapped go on.</summary>
    private void DenySpace() => Directory.Move(_sandbox.Path, _sandbox.Path + "-away");

    private void AllowSpace() => Directory.Move(_sandbox.Path + "-away", _sandbox.Path);
}
