using System.Buffers;
using System.Runtime.CompilerServices;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Hedging;
using Signalbox.Pipeline.Shadowing;
using Signalbox.Usage;
using Signalbox.Usage.Journal;

namespace Signalbox.Pipeline;

/// <summary>
/// Stages 6 and 7: calls the deployments in their order until one answers. A failed attempt is repeated, or the next deployment is tried,
/// only as long as the caller has seen nothing of an answer; how often is bounded per provider and by its <see cref="RetryBudget"/>.
/// </summary>
internal sealed class UpstreamSending(
    CallRouting routing, UpstreamPool pool, UpstreamAttempt attempt, AttemptHealth health, HedgedAttempts hedged, UsageJournal journal, CallEnding ending, ShadowTraffic shadows,
    PipelineOptions options, Backoff backoff, TimeProvider time)
{
    /// <summary>
    /// Sends the call and sees it answered, one way or the other: tries one deployment after the other. What turned unhealthy since the call was routed is
    /// passed over, unless nothing else is left.
    /// </summary>
    /// <remarks>Attempts are awaited here and not in methods of their own: each of those would be one more to wake for every answer.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask RunAsync(Call call)
    {
        var order = ArrayPool<RouteDeployment>.Shared.Rent(CallRouting.MaxDeployments);
        ShadowRun? shadow = null;
        try
        {
            var count = routing.Run(call, order.AsSpan(0, CallRouting.MaxDeployments));
            if (Refusal(call, order, count) is { } refusal)
            {
                await ending.RefuseAsync(call, refusal);
                return;
            }
            if ((shadow = shadows.Draw(call)) is not null) call.Capture = shadow.Answer;
            call.SentTicks = time.GetTimestamp();
            if (call.Record.Stream && options.KeepAlive > TimeSpan.Zero) call.Heartbeat ??= new CallerHeartbeat(call, ending, options.KeepAlive, time);
            AttemptFailure? failure = null;
            for (var place = 0; place < count; place++)
            {
                var deployment = order[place];
                var isLast = place + 1 == count;
                var isForced = place >= call.Health.Healthy || (isLast && failure is null);
                call.AttemptTicks = time.GetTimestamp();
                if (!health.TryEnter(call, deployment, isForced)) continue;
                if (place > 0) call.RouteReason = routing.ReasonInsteadOfFirst(call, deployment, hasFailed: failure is not null);
                var upstream = pool.Get(deployment.Provider);
                upstream.Retries.Earn();
                Name(call, deployment);
                call.Record.ProviderSystem = upstream.SystemName;
                for (var retry = 0; ; retry++)
                {
                    if (retry > 0)
                    {
                        call.AttemptTicks = time.GetTimestamp();
                        // Better elsewhere than again at what has just proved broken or throttled.
                        if (!health.TryEnter(call, deployment, isForced || isLast)) break;
                    }
                    var isHedged = HedgeChoice.Judge(call, place) == HedgeGap.None;
                    var bothFailed = false;
                    var number = ++call.Record.Attempts;
                    if (isHedged) (failure, bothFailed) = await hedged.RunAsync(call, order, place);
                    else
                    {
                        failure = null;
                        var trace = AttemptHealth.Begin(call, deployment, upstream);
                        try
                        {
                            failure = await attempt.RunAsync(call, deployment, upstream, trace);
                            health.NoteEnd(call, deployment, number, failure);
                        }
                        finally
                        {
                            health.Leave(call, deployment, trace, failure);
                        }
                    }
                    if (failure is null) return;
                    ending.NoteAttempt(call, failure.UpstreamStatus, failure.Code);
                    if (failure.RejectsStreamUsage && upstream.TakesStreamUsage)
                    {
                        upstream.RememberRejectedStreamUsage();
                        continue;
                    }
                    if (bothFailed)
                    {
                        // The next has been asked already.
                        place++;
                        break;
                    }
                    if (!failure.MayRetryHere || retry >= upstream.Provider.Retries || IsOverTime(call, upstream)) break;
                    if ((!isForced && !isLast && !health.Admits(deployment)) || !upstream.Retries.TrySpend()) break;
                    if (backoff.Next(retry, failure.RetryAfter) is not { } wait) break;
                    await PauseAsync(call, wait);
                }
                if (failure is { MayFailOver: false } || IsOverTime(call, upstream)) break;
            }
            if (failure is not null) await AnswerFailureAsync(call, failure);
        }
        finally
        {
            if (shadow is not null) shadows.Finish(call, shadow);
            ArrayPool<RouteDeployment>.Shared.Return(order, clearArray: true);
        }
    }

    /// <summary>Why a call that was routed is not sent, if it is not; else it is in the journal after this.</summary>
    private CallError? Refusal(Call call, RouteDeployment[] order, int count)
    {
        if (count == 0) return CallRouting.Refuse(call);
        Name(call, order[0]);
        return journal.TryOpen(call.Record) ? null : new CallError(StatusCodes.Status503ServiceUnavailable,
            "The gateway cannot record usage at the moment, so it takes no calls rather than lose count.", "journal-unavailable");
    }

    private async Task PauseAsync(Call call, TimeSpan wait)
    {
        call.Heartbeat?.Wait();
        try
        {
            await Task.Delay(wait, time, call.Http.RequestAborted);
        }
        finally
        {
            if (call.Heartbeat is { } heartbeat) await heartbeat.ResumeAsync();
        }
    }

    private Task AnswerFailureAsync(Call call, AttemptFailure failure)
    {
        if (failure.Refusal is { } refusal) return ending.RefuseAsync(call, refusal);
        if (failure.PassOnBody is { } body && failure.UpstreamStatus is { } status && !call.Http.Response.HasStarted) return PassOnAsync(call, failure, status, body);
        // With nothing healthy left, a caller does well to wait for what recovers first.
        var recovery = call.Health is { Healthy: 0, RecoversInMs: > 0 and var milliseconds } ? TimeSpan.FromMilliseconds(milliseconds) : (TimeSpan?)null;
        return ending.FailAsync(call, failure.ToError(call.Dialect), failure.RetryAfter ?? recovery);
    }

    /// <summary>The upstream's own 4xx goes to the caller with its status and its sanitized body.</summary>
    private async Task PassOnAsync(Call call, AttemptFailure failure, int status, byte[] body)
    {
        call.Record.HttpStatus = status;
        call.Record.Code = failure.Code;
        call.Record.Message = failure.Message;
        ending.Finish(call, CallStatus.Error);
        ending.SetHeaders(call);
        var response = call.Http.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (failure.RetryAfter is { } wait) response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await response.BodyWriter.WriteAsync(body, call.Http.RequestAborted);
    }

    /// <summary>Notes which deployment is tried.</summary>
    internal static void Name(Call call, RouteDeployment deployment)
    {
        call.Record.Deployment = deployment.Name;
        call.Record.Provider = deployment.Provider.Name;
        call.Record.UpstreamModel = deployment.Deployment.UpstreamModel;
        call.Record.Demo = deployment.Provider.Kind == Core.Assets.ProviderKind.Demo;
    }

    private bool IsOverTime(Call call, Upstream upstream) =>
        time.GetElapsedTime(call.StartedTicks).TotalMilliseconds >= upstream.Provider.Timeouts.TotalMs;
}
