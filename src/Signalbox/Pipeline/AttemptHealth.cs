using Signalbox.Core.Routing.Health;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Observability.Tracing;
using Signalbox.Usage;
using Signalbox.Wire;

namespace Signalbox.Pipeline;

/// <summary>Runs attempts under the eyes of health: whether one may go through, and what its outcome tells of whom it asked. Each has a span of its own.</summary>
internal sealed class AttemptHealth(UpstreamAttempt attempt, TimeProvider time)
{
    /// <summary>Whether an attempt would go through now.</summary>
    public bool Admits(RouteDeployment deployment) => deployment.Health is not { } health || health.Admits(HealthClock.Now(time));

    /// <summary>Begins one at <see cref="Call.AttemptTicks"/>, if it may go through.</summary>
    /// <param name="call">The call.</param>
    /// <param name="deployment">Whom it asks.</param>
    /// <param name="isForced">Whether it goes through in any case.</param>
    public bool TryEnter(Call call, RouteDeployment deployment, bool isForced) =>
        deployment.Health is not { } health || health.TryEnter(HealthClock.At(time, call.AttemptTicks), isForced, out call.Attempt);

    /// <summary>Runs it, and tells health and trace how it ended: <see cref="Begin"/>, <see cref="NoteEnd"/> and <see cref="Leave"/> around an attempt.</summary>
    public async Task<AttemptFailure?> RunAsync(Call call, RouteDeployment deployment, Upstream upstream)
    {
        var number = call.Record.Attempts;
        var trace = Begin(call, deployment, upstream);
        AttemptFailure? failure = null;
        try
        {
            failure = await attempt.RunAsync(call, deployment, upstream, trace);
            NoteEnd(call, deployment, number, failure);
            return failure;
        }
        finally
        {
            Leave(call, deployment, trace, failure);
        }
    }

    /// <summary>It is about to be made: its span begins.</summary>
    public static AttemptTrace Begin(Call call, RouteDeployment deployment, Upstream upstream) =>
        call.Trace?.BeginAttempt(deployment.Provider.Name, upstream.SystemName, deployment.Deployment.UpstreamModel, call.Record.Attempts) ?? default;

    /// <summary>It came to an end by itself.</summary>
    /// <param name="call">The call.</param>
    /// <param name="deployment">Whom it asked.</param>
    /// <param name="number">Which attempt of the call it was when it began: one that nobody had to be asked for is taken back.</param>
    /// <param name="failure">Why there is no answer; null when there is one.</param>
    public void NoteEnd(Call call, RouteDeployment deployment, int number, AttemptFailure? failure)
    {
        var judged = failure ?? call.BrokenOff;
        var now = time.GetTimestamp();
        var at = HealthClock.At(time, now);
        if (judged is not null)
        {
            call.Attempt.End(OutcomeOf(judged), at, judged.Code, judged.RetryAfter is { } wait ? (long)wait.TotalMilliseconds : null);
        }
        else if (call.Record.Attempts >= number && call.Record.Status == CallStatus.Success)
        {
            var took = TimeToAnswer(call, now);
            if (deployment.Health is { } health) (call.Record.Stream ? health.StreamLatency : health.AnswerLatency).Add(at, took);
            call.Attempt.End(AttemptOutcome.Succeeded, at, tookMs: (long)took);
        }
    }

    /// <summary>It is over, whatever became of it.</summary>
    public void Leave(Call call, RouteDeployment deployment, AttemptTrace trace, AttemptFailure? failure)
    {
        if (call.HasLost)
        {
            NoteOutrun(call, deployment);
            // One that has failed by then says why, as it does in the record.
            if (failure is null) trace.Outrun();
        }
        // The caller is gone, or nobody was asked: nothing is known.
        call.Attempt.End(AttemptOutcome.Neutral, HealthClock.Now(time));
        trace.Dispose();
    }

    /// <summary>Ends an attempt that was entered and never made.</summary>
    public void GiveUp(Call call) => call.Attempt.End(AttemptOutcome.Neutral, HealthClock.Now(time));

    /// <summary>
    /// Another was quicker. That this one would have taken so long at least is known all the same; without it a deployment that is always outrun would
    /// seem as quick as it was before.
    /// </summary>
    private void NoteOutrun(Call call, RouteDeployment deployment)
    {
        var now = time.GetTimestamp();
        var (at, waited) = (HealthClock.At(time, now), time.GetElapsedTime(call.AttemptTicks, now).TotalMilliseconds);
        if (deployment.Health is { } health)
        {
            var latency = call.Record.Stream ? health.StreamLatency : health.AnswerLatency;
            if (latency.Milliseconds is not { } known || known < waited) latency.Add(at, waited);
        }
        call.Attempt.End(AttemptOutcome.Outrun, at, tookMs: (long)waited);
    }

    /// <summary>What a failure tells. What a caller's own words can bring about must not shut a provider out for all others.</summary>
    internal static AttemptOutcome OutcomeOf(AttemptFailure failure) => failure switch
    {
        { Refusal: not null } or { IsBlameless: true } or { RejectsStreamUsage: true } => AttemptOutcome.Neutral,
        { IsUnreachable: true } or { UpstreamStatus: StatusCodes.Status401Unauthorized } => AttemptOutcome.Unreachable,
        { Class: ErrorClass.RateLimited } => AttemptOutcome.Throttled,
        { UpstreamStatus: StatusCodes.Status403Forbidden or StatusCodes.Status408RequestTimeout } => AttemptOutcome.Failed,
        { UpstreamStatus: >= 400 and < 500 } => AttemptOutcome.Neutral,
        _ => AttemptOutcome.Failed,
    };

    /// <summary>Milliseconds from the attempt's beginning to its answer: of a stream the first content, else the whole of it as it came from the upstream.</summary>
    private double TimeToAnswer(Call call, long now)
    {
        var toAttempt = time.GetElapsedTime(call.StartedTicks, call.AttemptTicks).TotalMilliseconds;
        if (call.Record.TimeToFirstTokenMicroseconds is { } first) return Math.Max(0, first / 1000.0 - toAttempt);
        return time.GetElapsedTime(call.AttemptTicks, call.ReceivedTicks == 0 ? now : call.ReceivedTicks).TotalMilliseconds;
    }
}
