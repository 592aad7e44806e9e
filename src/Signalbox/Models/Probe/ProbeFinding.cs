namespace Signalbox.Models.Probe;

/// <summary>What a step found.</summary>
/// <param name="Ok">Whether it went well; null when it could tell nothing.</param>
/// <param name="Detail">For the operator.</param>
internal readonly record struct ProbeFinding(bool? Ok, string Detail)
{
    public static ProbeFinding Good(string detail) => new(true, detail);

    public static ProbeFinding Bad(string detail) => new(false, detail);

    public static ProbeFinding Skipped(string detail) => new(null, detail);
}
