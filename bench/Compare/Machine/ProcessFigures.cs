using System.Globalization;

namespace Signalbox.Bench.Compare.Machine;

/// <summary>What the kernel accounts to a process and its descendants.</summary>
internal static class ProcessFigures
{
    /// <summary>Length of a tick of <c>/proc</c>: USER_HZ is 100 wherever .NET runs on Linux.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>CPU time, in user and kernel mode, of the process, its descendants, and those of them that have ended.</summary>
    public static TimeSpan Cpu(int root)
    {
        long ticks = 0;
        foreach (var process in Tree(root)) ticks += process.Ticks;
        return Tick * ticks;
    }

    /// <summary>Resident memory of the process and its descendants, in bytes. What nginx's workers share counts once for each.</summary>
    public static long ResidentBytes(int root)
    {
        long kilobytes = 0;
        foreach (var process in Tree(root))
        {
            if (TryRead($"/proc/{process.Id}/status") is not { } status) continue;
            var line = status.Split('\n').FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            if (line is not null) kilobytes += long.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        return kilobytes * 1024;
    }

    private static List<Entry> Tree(int root)
    {
        var all = new List<Entry>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(directory), out var id) && TryRead($"/proc/{id}/stat") is { } stat) all.Add(Entry.Parse(id, stat));
        var tree = all.Where(entry => entry.Id == root).ToList();
        // Grows while it is walked: the children of each member follow.
        for (var i = 0; i < tree.Count; i++) tree.AddRange(all.Where(entry => entry.Parent == tree[i].Id));
        return tree;
    }

    private static string? TryRead(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return null; // The process ended meanwhile.
        }
    }

    /// <summary>A line of <c>/proc/PID/stat</c> (proc(5)).</summary>
    private readonly record struct Entry(int Id, int Parent, long Ticks)
    {
        public static Entry Parse(int id, string stat)
        {
            // The second field, the name in parentheses, may hold spaces: fields are counted from its end.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            long ticks = 0;
            for (var field = 11; field <= 14; field++) ticks += long.Parse(fields[field], CultureInfo.InvariantCulture);
            return new Entry(id, int.Parse(fields[1], CultureInfo.InvariantCulture), ticks);
        }
    }
}
