namespace Architecture.Tests.Code;

/// <summary><c>docs/reference/dependencies.table</c>.</summary>
internal sealed class DependencyTable
{
    private DependencyTable()
    {
    }

    /// <summary>What each capability may use.</summary>
    public SortedDictionary<string, SortedSet<string>> Allowed { get; } = new(StringComparer.Ordinal);

    /// <summary>Uses against the order.</summary>
    public HashSet<(string User, string Used)> AgainstOrder { get; } = [];

    /// <summary>Classes that use a table besides its owner.</summary>
    public HashSet<(string Table, string Type)> TableExceptions { get; } = [];

    /// <summary>Reads the file.</summary>
    public static DependencyTable Read()
    {
        var table = new DependencyTable();
        var section = "";
        foreach (var raw in File.ReadLines(Repository.PathOf("docs", "reference", "dependencies.table")))
        {
            var line = raw.Split('#')[0].Trim();
            if (line.StartsWith('[')) section = line;
            else if (line.Length > 0) table.Add(section, line.Split(':', 2, StringSplitOptions.TrimEntries));
        }
        return table;
    }

    private void Add(string section, string[] line)
    {
        var values = line[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        switch (section)
        {
            case "": Allowed.Add(line[0], new SortedSet<string>(values, StringComparer.Ordinal)); break;
            case "[against the order]": AgainstOrder.UnionWith(values.Select(used => (line[0], used))); break;
            case "[tables]": TableExceptions.UnionWith(values.Select(type => (line[0], $"Signalbox.{type}"))); break;
            default: throw new InvalidDataException($"The table has no section {section}.");
        }
    }
}
