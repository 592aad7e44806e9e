namespace Signalbox.Promotion.Canary;

/// <summary>What the audit trail keeps of a promotion by steps.</summary>
internal sealed record CanaryState(string Feature, string Candidate, string Primary, string State, double Percent, CanaryDraft Plan)
{
    public static CanaryState Of(CanaryRow row) => new(row.Feature, row.CandidateModel, row.PrimaryModel, row.State, row.Percent, row.ReadPlan());
}
