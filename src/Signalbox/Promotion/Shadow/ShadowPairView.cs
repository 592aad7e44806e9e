namespace Signalbox.Promotion.Shadow;

/// <summary>One call that a candidate answered too. Texts are there only where the group keeps them, redacted.</summary>
internal sealed record ShadowPairView(
    string Id, string RequestId, DateTimeOffset At, string Candidate, string Primary, string PromptHash, string? Error, double PrimaryMs, double CandidateMs,
    long? PrimaryCostMicros, long? CandidateCostMicros, long PrimaryCharacters, long CandidateCharacters, bool Same, double? JudgeScore, string? JudgeModel, string? JudgeNote, string? PromptText, string? PrimaryText, string? CandidateText)
{
    /// <summary>A row as the API shows it.</summary>
    public static ShadowPairView Of(ShadowPair row) => new(
        row.Id, row.RequestId, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.CandidateModel, row.PrimaryModel, row.PromptHash, row.Error, row.PrimaryUs / 1000.0, row.CandidateUs / 1000.0,
        row.PrimaryCostMicros, row.CandidateCostMicros, row.PrimaryCharacters, row.CandidateCharacters, row.Same != 0, row.JudgeScore / 1e6, row.JudgeModel, row.JudgeNote, row.PromptText, row.PrimaryText, row.CandidateText);
}
