using System.Text;

namespace Signalbox.Import.LiteLlm;

/// <summary>Writes a report as Markdown. What holds at several places is one line that names them all.</summary>
internal static class ReportText
{
    private const int MostPlaces = 12;

    /// <summary>Writes it.</summary>
    /// <param name="report">What happened.</param>
    /// <param name="variables">The variables that the output refers to.</param>
    public static string Write(ImportReport report, IReadOnlyList<string> variables)
    {
        var text = new StringBuilder("# Import from LiteLLM\n");
        Section(text, "Taken over", report.TakenLines, "Nothing.");
        Section(text, "Changed", report.ChangedLines, "Nothing.");
        Section(text, "No equivalent", report.MissingLines, "Everything has one.");
        text.Append("\n## What to do next\n\n");
        if (variables.Count > 0) text.Append("1. Set these variables where the configuration is applied: ").AppendJoin(", ", variables.Select(v => $"`{v}`")).Append(".\n");
        else text.Append("1. Read the output through.\n");
        text.Append("2. See what it would change: `signalbox apply -f signalbox.yaml --dry-run`; then apply it without `--dry-run`.\n");
        text.Append("3. LiteLLM's organizations, teams, users and keys are in its database, not in the file. Make those that are still needed, grant them what they may call ");
        text.Append("(the end of the output has an example), and give the callers their new keys and the new base URL. ");
        text.Append("Their `models` lists can come along as they are: as `legacy_models` of teams, users and keys of an organization with `enforcement: legacy`. ");
        text.Append("Leave a list out that is empty or says `all-proxy-models` or `all-team-models`. The migration of access takes it from there to grants, without changing an answer.\n");
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IReadOnlyList<ReportLine> lines, string none)
    {
        text.Append($"\n## {title}\n\n");
        if (lines.Count == 0) text.Append(none).Append('\n');
        foreach (var same in lines.GroupBy(line => (line.Subject, line.Text, line.Remedy)))
        {
            var places = same.Select(line => line.Place).Distinct().ToList();
            text.Append("- ").AppendJoin(", ", places.Take(MostPlaces));
            if (places.Count > MostPlaces) text.Append($" and {places.Count - MostPlaces} more");
            text.Append($", `{same.Key.Subject.Replace('`', '\'')}`: {OneLine(same.Key.Text)}");
            if (same.Key.Remedy is { } remedy) text.Append($" **Do:** {OneLine(remedy)}");
            text.Append('\n');
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
