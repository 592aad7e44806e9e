using System.Globalization;
using Testing.Files;
using Testing.Processes;
using Testing.Time;

namespace Gateway.Tests.Usage.Journal;

/// <summary>The journal alone in a process that is killed in the middle of appending.</summary>
public sealed class JournalKillTests
{
    private const string DirectoryVariable = "SIGNALBOX_TEST_JOURNAL";
    private const int Threads = 4;

    [Fact]
    public async Task SIGKILL_in_the_middle_of_appending_loses_no_record_that_was_closed() // R20
    {
        using var directory = new TempDirectory();
        await using var child = ChildProcess.Start(
            "dotnet",
            ["exec", Path.Combine(AppContext.BaseDirectory, "Gateway.Tests.dll"), "--explicit", "only", "--filter-method", $"*{nameof(Appends_until_it_is_killed)}"],
            new Dictionary<string, string?> { [DirectoryVariable] = directory.Path });
        await Eventually.TrueAsync(() => Enumerable.Range(0, Threads).All(t => Acknowledged(directory, t).Count > 200), TimeSpan.FromSeconds(60), "the child appends");

        child.Kill();
        await child.WaitForExitAsync(TimeSpan.FromSeconds(10));

        using var journal = JournalSandbox.Open(directory["journal"]);
        var read = JournalSandbox.ReadAll(journal).Select(r => r.RequestId).ToList();
        var known = read.ToHashSet();
        known.Count.ShouldBe(read.Count, "each is there once");
        for (var thread = 0; thread < Threads; thread++)
            Acknowledged(directory, thread).Where(id => !known.Contains(id)).ShouldBeEmpty();
    }

    /// <summary>What the child runs: it notes each id after its close returned.</summary>
    [Fact(Explicit = true)]
    public void Appends_until_it_is_killed()
    {
        var directory = Environment.GetEnvironmentVariable(DirectoryVariable);
        Assert.SkipWhen(directory is null, "Only for the child process of the test above.");
        using var journal = JournalSandbox.Open(Path.Combine(directory!, "journal"));
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            using var acknowledged = File.OpenHandle(Path.Combine(directory!, $"acknowledged-{thread}"), FileMode.Create, FileAccess.Write, FileShare.Read);
            for (long i = 0; ; i++)
            {
                var record = Records.Begun(Records.Id(thread * 10_000_000 + (int)i));
                SpinWait.SpinUntil(() => journal.TryOpen(record));
                journal.Close(Records.Ended(record));
                RandomAccess.Write(acknowledged, System.Text.Encoding.ASCII.GetBytes(record.RequestId + "\n"), i * (record.RequestId.Length + 1));
            }
        });
    }

    private static List<string> Acknowledged(TempDirectory directory, int thread)
    {
        var path = directory[string.Create(CultureInfo.InvariantCulture, $"acknowledged-{thread}")];
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        // The last line may be only half there.
        return [.. reader.ReadToEnd().Split('\n').SkipLast(1)];
    }
}
