using Signalbox.Admin;
using Signalbox.Core.Promotion.Canary;

namespace Signalbox.Promotion.Canary;

/// <summary>A promotion by steps.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Feature">Key of the route group.</param>
/// <param name="CandidateId">The candidate's entry.</param>
/// <param name="Candidate">Its model.</param>
/// <param name="Primary">Model of the primary when it began.</param>
/// <param name="State">running, paused, done, aborted, rolled_back or superseded.</param>
/// <param name="Step">The step, from 0; the last one when it has ended.</param>
/// <param name="Percent">The candidate's share in force; 0 when it has ended.</param>
/// <param name="Plan">Steps and safeguards.</param>
/// <param name="BakedSeconds">How long the step has lasted, pauses left out.</param>
/// <param name="Figures">What the candidate's calls of the step show; null when it has ended.</param>
/// <param name="PromotionId">The promotion that the last step made.</param>
/// <param name="Actor">Who began it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Log">What became of it, oldest first.</param>
/// <param name="Etag">Its etag, for If-Match.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null while it is under way.</param>
internal sealed record CanaryView(
    string Id, string Feature, string CandidateId, string Candidate, string Primary, string State, long Step, double Percent, CanaryDraft Plan, double BakedSeconds, CanaryFigures? Figures,
    string? PromotionId, string Actor, string? Reason, IReadOnlyList<CanaryEvent> Log, string Etag, DateTimeOffset StartedAt, DateTimeOffset? EndedAt)
{
    /// <summary>A row as the API shows it.</summary>
    public static CanaryView Of(CanaryRow row, DateTimeOffset now, CanaryFigures? figures) => new(
        row.Id, row.Feature, row.CandidateId, row.CandidateModel, row.PrimaryModel, row.State, row.Step, row.Percent, row.ReadPlan(), row.Baked(now).TotalSeconds, figures,
        row.PromotionId, row.Actor, row.Reason, row.ReadLog(), Preconditions.ETag(row.Revision), DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt),
        row.EndedAt is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null);
}
