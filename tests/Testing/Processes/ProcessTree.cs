using System.Globalization;

namespace Testing.Processes;

/// <summary>Who started whom, from <c>/proc</c>.</summary>
internal static class ProcessTree
{
    /// <summary>The processes that one process started and that still run.</summary>
    public static IReadOnlyList<int> ChildrenOf(int processId) =>
    [
        .. Directory.GetDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == processId),
    ];

    private static int ParentOf(int processId)
    {
        try
        {
            // "pid (name) state ppid ...": the name may hold anything, so count from its closing bracket.
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
