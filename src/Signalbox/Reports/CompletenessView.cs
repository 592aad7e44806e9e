namespace Signalbox.Reports;

/// <summary>
/// What is missing in a report. The state is complete; partial_expected when what is missing is so by its nature or by a setting; or partial_missing when
/// amounts are missing that may come, or should be looked for.
/// </summary>
internal sealed record CompletenessView(string State, IReadOnlyList<CompletenessFinding> Findings)
{
    public const string Complete = "complete";
    public const string PartialExpected = "partial_expected";
    public const string PartialMissing = "partial_missing";
}

/// <summary>One thing that is missing.</summary>
/// <param name="Code">Stable word.</param>
/// <param name="State">partial_expected or partial_missing.</param>
/// <param name="Calls">How many calls it is about; null when that is not known.</param>
/// <param name="Detail">What it means and what to do.</param>
internal sealed record CompletenessFinding(string Code, string State, long? Calls, string Detail);
