using System.Text;
using Signalbox.Usage.Journal;
using Testing.Time;

namespace Gateway.Tests.Usage.Journal;

/// <summary>What is found after a kill or a power failure.</summary>
public sealed class JournalRecoveryTests : IDisposable
{
    private readonly JournalSandbox _sandbox = new();

    [Fact]
    public async Task After_a_kill_every_close_is_there_and_open_calls_are_known()
    {
        using var journal = _sandbox.Open();
        for (var i = 0; i < 300; i++) await JournalSandbox.CallAsync(journal, Records.Id(i));
        await JournalSandbox.OpenCallAsync(journal, Records.Begun("cut-off"));

        using var next = JournalSandbox.Open(_sandbox.CopyAsKilled());

        using var reader = new JournalReader(next);
        var read = new List<Signalbox.Usage.UsageRecord>();
        reader.Read(read, int.MaxValue, default);
        read.Select(r => r.RequestId).ShouldBe(Enumerable.Range(0, 300).Select(Records.Id));
        var interrupted = reader.Interrupted().ShouldHaveSingleItem();
        interrupted.RequestId.ShouldBe("cut-off");
        interrupted.Deployment.ShouldBe("upstream/gpt-4o-mini");
        interrupted.TokensInput.ShouldBeNull("nothing is made up");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_last_entry_torn_at_any_byte_takes_nothing_else_with_it(bool fileEndsThere)
    {
        int start, end;
        using (var journal = _sandbox.Open())
        {
            await JournalSandbox.CallAsync(journal, "first");
            journal.Close(Records.Ended("second"));
            start = journal.Position.Offset;
            journal.Close(Records.Ended("third"));
            end = journal.Position.Offset;
        }
        var file = Path.Combine(_sandbox.Path, "0000000001.journal");
        var whole = await File.ReadAllBytesAsync(file);
        whole.Length.ShouldBe(end);
        var lastByte = whole.AsSpan().LastIndexOfAnyExcept((byte)0);
        File.Delete(file);

        // A segment for each place where it may be torn.
        for (var cut = start; cut <= end; cut++)
            await File.WriteAllBytesAsync(Path.Combine(_sandbox.Path, $"{cut:0000000000}.journal"), fileEndsThere ? whole[..cut] : [.. whole[..cut], .. new byte[4096]]);
        using var torn = _sandbox.Open();

        using var cursor = new JournalCursor(torn);
        var read = new SortedDictionary<long, List<string>>();
        while (cursor.TryRead(out var kind, out var payload))
        {
            if (kind != JournalEntryKind.Close) continue;
            if (!read.TryGetValue(cursor.Place.Segment, out var ids)) read[cursor.Place.Segment] = ids = [];
            ids.Add(Encoding.ASCII.GetString(UsageRecordCodec.RequestId(payload)));
        }
        read.Keys.ShouldBe(Enumerable.Range(start, end - start + 1).Select(cut => (long)cut));
        foreach (var (cut, ids) in read) ids.ShouldBe(cut > lastByte ? ["first", "second", "third"] : ["first", "second"], $"torn at byte {cut - start}");
    }

    [Fact]
    public async Task A_page_that_did_not_reach_the_disk_takes_only_its_own_entries()
    {
        const int page = 4096;
        using (var journal = _sandbox.Open())
            for (var i = 0; i < 200; i++) await JournalSandbox.CallAsync(journal, Records.Id(i));
        var file = Directory.GetFiles(_sandbox.Path, "*.journal").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes.AsSpan(page, page).Clear();
        await File.WriteAllBytesAsync(file, bytes);

        using var next = _sandbox.Open();

        using var reader = new JournalReader(next);
        var read = new List<Signalbox.Usage.UsageRecord>();
        reader.Read(read, int.MaxValue, default);
        var ids = read.Select(r => r.RequestId).ToList();
        ids.Count.ShouldBeInRange(160, 199);
        ids.ShouldContain(Records.Id(0));
        ids.ShouldContain(Records.Id(199), "entries after the hole are found");
        ids.ShouldBe(ids.Order());
        reader.Damaged.ShouldBe(1, "the hole shows");
    }

    [Fact]
    public async Task Names_that_were_lost_take_the_calls_that_refer_to_them_and_no_others()
    {
        using (var journal = _sandbox.Open())
        {
            for (var i = 0; i < 20; i++) await JournalSandbox.CallAsync(journal, Records.Id(i));
            for (var i = 20; i < 40; i++) journal.Close(OfAnother(i));
        }
        var file = Directory.GetFiles(_sandbox.Path, "*.journal").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(file);
        var names = bytes.AsSpan().IndexOf("another/1.0"u8);
        names = names + 1 + bytes.AsSpan(names + 1).IndexOf("another/1.0"u8);
        bytes[names] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        using var next = _sandbox.Open();

        using var reader = new JournalReader(next);
        var read = new List<Signalbox.Usage.UsageRecord>();
        reader.Read(read, int.MaxValue, default);
        // The first call of the other program has its names in itself; only the second made an entry of them.
        read.Select(r => r.RequestId).ShouldBe(Enumerable.Range(0, 21).Select(Records.Id));
        read[^1].Client.ShouldBe("another/1.0");
        reader.Damaged.ShouldBe(1 + 19, "the entry, and each call that refers to it");

        static Signalbox.Usage.UsageRecord OfAnother(int number)
        {
            var record = Records.Ended(Records.Id(number));
            record.Client = "another/1.0";
            return record;
        }
    }

    [Fact]
    public async Task What_is_open_keeps_its_names_whatever_a_later_run_calls_by_their_number()
    {
        string killed;
        using (var journal = _sandbox.Open())
        {
            // The names of the second are an entry of their own, the first of this run.
            await JournalSandbox.CallAsync(journal, "first");
            await JournalSandbox.OpenCallAsync(journal, Records.Begun("cut-off"));
            killed = _sandbox.CopyAsKilled();
        }
        using var next = JournalSandbox.Open(killed);
        for (var i = 0; i < 3; i++)
        {
            var other = Records.Ended(Records.Id(i));
            (other.Deployment, other.Client) = ("other/large", "another/1.0");
            next.Close(other);
        }

        using var reader = new JournalReader(next);
        var read = new List<Signalbox.Usage.UsageRecord>();
        reader.Read(read, int.MaxValue, default);

        read.Select(r => r.Client).ShouldBe(["OpenAI/Python 2.15.0", "another/1.0", "another/1.0", "another/1.0"]);
        reader.Interrupted().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            r => r.RequestId.ShouldBe("cut-off"),
            r => r.Deployment.ShouldBe("upstream/gpt-4o-mini"),
            r => r.KeyName.ShouldBe("web-dev"));
    }

    [Fact]
    public async Task Garbage_in_a_segment_is_stepped_over()
    {
        using (var journal = _sandbox.Open())
            for (var i = 0; i < 200; i++) await JournalSandbox.CallAsync(journal, Records.Id(i));
        var file = Directory.GetFiles(_sandbox.Path, "*.journal").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(file);
        new Random(3).NextBytes(bytes.AsSpan(5000, 3000));
        await File.WriteAllBytesAsync(file, bytes);

        using var next = _sandbox.Open();

        var ids = JournalSandbox.ReadAll(next).Select(r => r.RequestId).ToList();
        ids.Count.ShouldBeInRange(160, 199);
        ids[0].ShouldBe(Records.Id(0));
        ids[^1].ShouldBe(Records.Id(199));
    }

    [Fact]
    public async Task Kills_one_after_another_leave_no_empty_segments()
    {
        using (var journal = _sandbox.Open())
        {
            await JournalSandbox.CallAsync(journal, "only");
            await Eventually.TrueAsync(() => journal.Files.Segments().Count == 2, what: "the spare segment is there");
        }
        var path = _sandbox.CopyAsKilled();
        for (var kill = 0; kill < 10; kill++)
        {
            using var journal = JournalSandbox.Open(path);
            await Eventually.TrueAsync(() => journal.Files.Segments().Count == 3, what: "the old, the active and the spare segment");
            var copy = Directory.CreateDirectory($"{_sandbox.Path}-{kill}").FullName;
            foreach (var file in Directory.EnumerateFiles(path, "*.journal")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            path = copy;
        }

        using var last = JournalSandbox.Open(path);
        JournalSandbox.ReadAll(last).ShouldHaveSingleItem().RequestId.ShouldBe("only");
    }

    [Fact]
    public async Task A_number_that_counts_as_delivered_is_never_used_again()
    {
        using (var journal = _sandbox.Open()) await JournalSandbox.CallAsync(journal, "delivered");
        using (var checkpoint = new JournalCheckpoint(_sandbox.Path)) checkpoint.Write((41, 5000));
        foreach (var file in Directory.GetFiles(_sandbox.Path, "*.journal")) File.Delete(file);

        using var next = _sandbox.Open();

        next.FirstOwnSegment.ShouldBe(42);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("a checkpoint that is damaged in every way")]
    public void A_damaged_checkpoint_means_from_the_beginning(string content)
    {
        Directory.CreateDirectory(_sandbox.Path);
        File.WriteAllText(Path.Combine(_sandbox.Path, "checkpoint"), content);

        using var checkpoint = new JournalCheckpoint(_sandbox.Path);

        checkpoint.Place.ShouldBe((0, 0));
    }

    public void Dispose() => _sandbox.Dispose();
}
