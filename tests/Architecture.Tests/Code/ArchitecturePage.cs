using System.Text;

namespace Architecture.Tests.Code;

/// <summary>The generated part of <c>docs/architecture.md</c>: the graph of capabilities as a picture and as a table.</summary>
internal static class ArchitecturePage
{
    private const string Begin = "[//]: # (graph: begin, written by eng/architecture.sh)";
    private const string End = "[//]: # (graph: end)";

    /// <summary>Where it lies.</summary>
    public static string Path => Repository.PathOf("docs", "architecture.md");

    /// <summary>The page with its generated part as it should be now.</summary>
    public static string Refresh(string page, CapabilityGraph graph, DependencyTable table)
    {
        var from = page.IndexOf(Begin, StringComparison.Ordinal);
        var to = page.IndexOf(End, StringComparison.Ordinal);
        if (from < 0 || to < from) throw new InvalidDataException("docs/architecture.md has lost the marks between which the graph stands.");
        return $"{page[..from]}{Begin}\n\n{Picture(graph, table)}\n{Rows(graph)}\n{page[to..]}";
    }

    private static string Picture(CapabilityGraph graph, DependencyTable table)
    {
        // What everything uses, and what uses everything, would hide the rest.
        string[] hidden = ["Core", CapabilityGraph.Composition];
        var edges = graph.Edges.Keys.Where(edge => !table.AgainstOrder.Contains(edge) && !hidden.Contains(edge.User) && !hidden.Contains(edge.Used)).ToArray();
        var text = new StringBuilder("```mermaid\nflowchart TD\n");
        foreach (var (user, used) in edges.Where(edge => !IsImplied(edge, edges))) text.Append(user).Append(" --> ").Append(used).Append('\n');
        foreach (var (user, used) in table.AgainstOrder.Order()) text.Append(user).Append(" -.-> ").Append(used).Append('\n');
        return text.Append("```\n").ToString();
    }

    /// <summary>Whether the use is seen by way of another one: the picture leaves it out, the table has it.</summary>
    private static bool IsImplied((string User, string Used) edge, (string User, string Used)[] edges) =>
        edges.Any(first => first.User == edge.User && first.Used != edge.Used && Reaches(first.Used, edge.Used, edges));

    private static bool Reaches(string from, string to, (string User, string Used)[] edges) =>
        edges.Where(edge => edge.User == from).Any(edge => edge.Used == to || Reaches(edge.Used, to, edges));

    private static string Rows(CapabilityGraph graph)
    {
        var text = new StringBuilder("| capability | uses |\n|---|---|\n");
        foreach (var capability in graph.Capabilities)
            text.Append("| ").Append(capability).Append(" | ").Append(string.Join(", ", graph.UsedBy(capability).DefaultIfEmpty("nothing"))).Append(" |\n");
        return text.ToString();
    }
}
