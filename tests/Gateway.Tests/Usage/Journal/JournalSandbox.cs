using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Usage;
using Signalbox.Usage.Journal;
using Testing.Files;
using Testing.Time;

namespace Gateway.Tests.Usage.Journal;

/// <summary>A directory for a journal, with small segments.</summary>
internal sealed class JournalSandbox : IDisposable
{
    private readonly TempDirectory _directory = new();
    private int _copies;

    /// <summary>The journal's directory.</summary>
    public string Path { get; private init; }

    public JournalSandbox() => Path = _directory["journal"];

    /// <summary>Opens the journal.</summary>
    public UsageJournal Open() => Open(Path);

    /// <summary>Opens a journal in any directory.</summary>
    public static UsageJournal Open(string path) => new(
        new JournalOptions { Directory = path, SegmentBytes = JournalOptions.LeastSegmentBytes, SpaceRetryInterval = TimeSpan.FromMilliseconds(20) },
        NullLogger<UsageJournal>.Instance);

    /// <summary>A copy of the files as they are at this moment, which is what a kill would leave behind.</summary>
    public string CopyAsKilled()
    {
        var copy = _directory[$"killed-{++_copies}"];
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(Path).Where(f => System.IO.Path.GetFileName(f) != "lock"))
            File.Copy(file, System.IO.Path.Combine(copy, System.IO.Path.GetFileName(file)));
        return copy;
    }

    /// <summary>Opens a call, waiting for the next segment where that is still being made.</summary>
    public static Task OpenCallAsync(UsageJournal journal, UsageRecord record) => Eventually.TrueAsync(() => journal.TryOpen(record));

    /// <summary>Opens and closes a call.</summary>
    public static async Task CallAsync(UsageJournal journal, string id)
    {
        var record = Records.Begun(id);
        await OpenCallAsync(journal, record);
        journal.Close(Records.Ended(record));
    }

    /// <summary>All closed records that can be read.</summary>
    public static List<UsageRecord> ReadAll(UsageJournal journal)
    {
        using var reader = new JournalReader(journal);
        var all = new List<UsageRecord>();
        reader.Read(all, int.MaxValue, default);
        return all;
    }

    public void Dispose() => _directory.Dispose();
}
