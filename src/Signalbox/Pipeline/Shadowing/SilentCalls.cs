using Signalbox.Admin;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Dialects;
using Signalbox.Usage;
using Signalbox.Usage.Journal;

namespace Signalbox.Pipeline.Shadowing;

/// <summary>Calls that no caller made, sent by the code that serves callers: with a record of their own, of no key and in no sum.</summary>
internal sealed class SilentCalls(UpstreamAttempt attempt, UpstreamPool pool, UsageJournal journal, CallEnding ending, TimeProvider time)
{
    /// <summary>Makes a call; its body is set after.</summary>
    /// <param name="dialect">What it is written in.</param>
    /// <param name="snapshot">Where its target is from.</param>
    /// <param name="target">What it is for.</param>
    /// <param name="api">What its record calls it.</param>
    /// <param name="cancellation">Ends it.</param>
    public Call Create(ApiDialect dialect, Snapshot snapshot, CallableTarget target, string api, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var call = new Call(new DefaultHttpContext { RequestAborted = cancellation }, dialect, RequestId.New(now), snapshot, time.GetTimestamp(), now, api)
        {
            Target = target, IsShadow = true, Capture = new AnswerCapture(), RouteReason = api,
        };
        call.Record.Model = target.Name;
        call.Record.TargetKind = UsageRecord.Shadow;
        return call;
    }

    /// <summary>Asks the first of the deployments that can serve it. False when the journal has no room: what could not be recorded is not sent.</summary>
    public async Task<bool> TryAskAsync(Call call, IReadOnlyList<RouteDeployment> deployments)
    {
        if (call.Dialect.Scan(call) is { } defect) throw new InvalidOperationException($"A body that was to be served is not understood: {defect.Param}.");
        var shape = call.Dialect.Shape(call);
        var deployment = deployments.FirstOrDefault(d => Eligibility.Judge(shape, d) == EligibilityGap.None)
            ?? deployments.FirstOrDefault(d => Eligibility.Judge(shape, d, isLenient: true) == EligibilityGap.None);
        if (deployment is null)
        {
            ending.Finish(call, CallStatus.Refused, new CallError(StatusCodes.Status400BadRequest, "The model cannot serve this shape of request.", "no-eligible-target"));
            return true;
        }
        UpstreamSending.Name(call, deployment);
        if (!journal.TryOpen(call.Record)) return false;
        call.Record.Attempts = 1;
        call.SentTicks = call.AttemptTicks = time.GetTimestamp();
        try
        {
            if (await attempt.RunAsync(call, deployment, pool.Get(deployment.Provider), trace: default) is not { } failure) return true;
            var refusal = failure.Refusal;
            ending.Finish(call, CallStatus.Error, refusal ?? new CallError(failure.UpstreamStatus ?? StatusCodes.Status502BadGateway, failure.Message, failure.Code));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            ending.Finish(call, CallStatus.Error, new CallError(StatusCodes.Status500InternalServerError, "Something went wrong inside the gateway.", "internal-error"));
            throw;
        }
        catch (OperationCanceledException)
        {
            ending.Finish(call, CallStatus.Error, new CallError(StatusCodes.Status504GatewayTimeout, "The model took longer than it may.", "upstream-timeout"));
        }
        return true;
    }
}
