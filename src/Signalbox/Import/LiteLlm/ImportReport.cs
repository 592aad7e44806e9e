using System.Text.RegularExpressions;

namespace Signalbox.Import.LiteLlm;

/// <summary>What became of a LiteLLM configuration: what was taken over, what was changed, and what has no equivalent. It holds no value of the file but names.</summary>
internal sealed partial class ImportReport
{
    private readonly List<ReportLine> _taken = [];
    private readonly List<ReportLine> _changed = [];
    private readonly List<ReportLine> _missing = [];

    /// <summary>What stands in the output.</summary>
    public IReadOnlyList<ReportLine> TakenLines => _taken;

    /// <summary>What stands in the output another way.</summary>
    public IReadOnlyList<ReportLine> ChangedLines => _changed;

    /// <summary>What does not stand in the output.</summary>
    public IReadOnlyList<ReportLine> MissingLines => _missing;

    /// <summary>Notes what was taken over.</summary>
    public void Taken(LiteLlmNode at, string what) => _taken.Add(new(Subject(at), at.Place, what, null));

    /// <summary>Notes what was changed, and how.</summary>
    public void Changed(LiteLlmNode at, string how) => _changed.Add(new(Subject(at), at.Place, how, null));

    /// <summary>Notes what has no equivalent: why, and what to do about it.</summary>
    public void Missing(LiteLlmNode at, string why, string remedy) => _missing.Add(new(Subject(at), at.Place, why, remedy));

    /// <summary>The path without the members' numbers, which the line says already: the same thing at several places is one line of the report.</summary>
    public static string Subject(LiteLlmNode at) => at.Path.Length == 0 ? "file" : Index().Replace(at.Path, "[]");

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
