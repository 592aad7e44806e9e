using Signalbox.Core.Reports;
using Signalbox.Observability;
using Signalbox.Usage;

namespace Signalbox.Reports.Evidence;

/// <summary>Puts together what is known of a call.</summary>
internal static class EvidenceReading
{
    /// <summary>What its record says.</summary>
    public static EvidenceView Of(UsageView call, DateTimeOffset now)
    {
        var sections = Sections(call).ToList();
        var state = call.Status == "interrupted" ? "minimal"
            : sections.Exists(s => s.State == EvidenceSection.Missing) ? CompletenessView.PartialMissing
            : sections.Exists(s => s.State == EvidenceSection.NotApplicable) ? CompletenessView.PartialExpected : CompletenessView.Complete;
        return new(
            call.RequestId, state, sections,
            new(call.Status, call.HttpStatus, call.Code, call.ReasonCodes, call.Status == "refused" && call.TargetKind is not null ? call.Message : null,
                call.StartedAt, call.FinishedAt, call.LatencyMs, call.TtftMs, call.OverheadUs, call.Stream),
            new(call.OrganizationId, call.Organization, call.TeamId, call.Team, call.ProjectId, call.Project, call.UserId, call.KeyId, call.KeyName, call.Environment, ClientFamily.Of(call.Client)),
            // A name that is no target may be anything a caller thought of.
            new(call.Api, call.TargetKind, call.TargetKind is null ? null : call.Model, call.RouteReason, call.Deployment, call.Provider, call.Demo, call.Attempts, call.AttemptDetails),
            [.. Stages(call)],
            new(call.UsageSource, call.TokensInput, call.TokensOutput, call.TokensCached, call.TokensCacheWrite, call.TokensCacheWriteLong, call.TokensReasoning, call.TokensInputAudio,
                call.TokensOutputAudio, call.ServiceClass, call.CostMicros, call.UpstreamCostMicros),
            BuildInfo.Version, BuildInfo.Commit, now);
    }

    private static IEnumerable<EvidenceSection> Sections(UsageView call)
    {
        yield return new("outcome", EvidenceSection.Present, null);
        yield return call.KeyId is null ? new("caller", EvidenceSection.NotApplicable, "The call of a candidate is nobody's.") : new("caller", EvidenceSection.Present, null);
        yield return call.TargetKind is null ? new("target", EvidenceSection.NotApplicable, "The call was refused before its target was known.") : new("target", EvidenceSection.Present, null);
        yield return call.Attempts == 0
            ? new("attempts", EvidenceSection.NotApplicable, "No upstream was called.")
            : call.Attempts > 1 && call.AttemptDetails.Count < call.Attempts
                ? new("attempts", EvidenceSection.Missing, $"{call.AttemptDetails.Count} of {call.Attempts} are listed: a record holds eight.")
                : new("attempts", EvidenceSection.Present, null);
        yield return call.UsageSource switch
        {
            _ when call.Attempts == 0 => new("usage", EvidenceSection.NotApplicable, "Nothing was used."),
            "none" => new("usage", EvidenceSection.Missing, "Nothing is known of its tokens."),
            "estimated" => new("usage", EvidenceSection.Present, "The tokens are estimated."),
            _ => new("usage", EvidenceSection.Present, null),
        };
        yield return call.Attempts == 0 ? new("cost", EvidenceSection.NotApplicable, "Nothing was used.")
            : call.CostMicros is null ? new("cost", EvidenceSection.Missing, "Its tokens or its price are not known.") : new("cost", EvidenceSection.Present, null);
    }

    private static IEnumerable<EvidenceStage> Stages(UsageView call)
    {
        yield return new("arrived", 0, null);
        for (var i = 0; i < call.AttemptDetails.Count; i++)
            if (call.AttemptDetails[i] is { StartMs: { } start } attempt) yield return new($"attempt {i + 1}", start, attempt.DurationMs);
        if (call.TtftMs is { } first) yield return new("first_content", first, null);
        yield return new("ended", call.LatencyMs, null);
    }
}
