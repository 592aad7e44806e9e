using System.Globalization;
using Signalbox.Core.Limits;
using Signalbox.Limits;

namespace Signalbox.Pipeline.Limiting;

/// <summary>
/// Has a call wait for room where its limit says so: bounded in number and time, higher priorities first, callers in turn. A caller that leaves gives
/// its place up at once, and so does the gateway when it stops.
/// </summary>
internal sealed class QueuedAdmission(LimitQueues queues, CallEnding ending, PipelineOptions options, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>How a caller says how long it is willing to wait, in seconds. It only shortens what the limit says.</summary>
    public const string MaxWaitHeader = "x-signalbox-max-wait";

    /// <summary>Whoever is first looks again after this at the latest: another instance may have made room.</summary>
    private const int MostBetweenLooksMs = 1000;

    private const int LeastBetweenLooksMs = 25;

    /// <summary>Tries to hold what the call may take. The refusal is for the limit that stands against it.</summary>
    internal delegate ValueTask<(bool Held, LimitRefusal Refusal)> Attempt(Call call);

    /// <summary>The limit under which the call would wait: the one that refused it, if it has a line and waiting can help.</summary>
    public static bool MayWait(in LimitRefusal refusal) => refusal is { Limit.Rule.Queue: not null, IsTooLarge: false, IsUncertain: false };

    /// <summary>Waits.</summary>
    /// <param name="call">The call.</param>
    /// <param name="limits">The caller's limits.</param>
    /// <param name="under">The limit it waits for.</param>
    /// <param name="attempt">Tries again.</param>
    /// <returns>Null once the call holds what it may take; else why it does not.</returns>
    public async ValueTask<CallError?> RunAsync(Call call, LimitSet limits, CompiledLimit under, Attempt attempt)
    {
        var begun = time.GetTimestamp();
        var until = Until(call, under);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, lifetime.ApplicationStopping);
        if (call.Record.Stream && options.KeepAlive > TimeSpan.Zero) call.Heartbeat ??= new CallerHeartbeat(call, ending, options.KeepAlive, time);
        QueuePlace? place = null;
        var outcome = "left";
        call.Heartbeat?.Wait();
        try
        {
            LimitRefusal last = default;
            while (true)
            {
                if (place is null)
                {
                    if (queues.Join(under, call.Principal!.Id, call.Principal.Name, limits.Priority ?? LimitQueue.UsualPriority) is not { } joined) return LimitErrors.QueueFull(call, under);
                    place = joined;
                    call.QueuePosition ??= place.Position;
                }
                var left = until - time.GetElapsedTime(begun);
                if (left <= TimeSpan.Zero)
                {
                    outcome = "expired";
                    return LimitErrors.QueueExpired(call, under, last, time.GetElapsedTime(begun));
                }
                var isFirst = place.Line.IsFirst(place);
                if (isFirst)
                {
                    (var held, last) = await attempt(call);
                    if (held)
                    {
                        outcome = "admitted";
                        return null;
                    }
                    if (!MayWait(last)) return LimitErrors.Refuse(call, last);
                    if (last.Limit.Identity != under.Identity)
                    {
                        // Its turn came, and another limit stands against it: it waits there, and not in the way of those behind it.
                        queues.Leave(place, "moved");
                        (place, under) = (null, last.Limit);
                        continue;
                    }
                }
                var look = TimeSpan.FromMilliseconds(isFirst ? Math.Clamp(last.RetryAfterMs, LeastBetweenLooksMs, MostBetweenLooksMs) : int.MaxValue);
                await place.WaitAsync(look < left ? look : left, ends.Token);
            }
        }
        catch (OperationCanceledException) when (!call.Http.RequestAborted.IsCancellationRequested)
        {
            outcome = "stopped";
            return new CallError(StatusCodes.Status503ServiceUnavailable, "The gateway stops, and takes no calls out of its queue any more. Try again.", "gateway-stopping") { RetryAfter = TimeSpan.FromSeconds(1) };
        }
        finally
        {
            if (place is not null) queues.Leave(place, outcome);
            call.QueuedMicroseconds = (long)time.GetElapsedTime(begun).TotalMicroseconds;
            if (call.Heartbeat is { } heartbeat) await heartbeat.ResumeAsync();
        }
    }

    private static TimeSpan Until(Call call, CompiledLimit under)
    {
        var most = TimeSpan.FromMilliseconds(under.Rule.Queue!.MaxWaitMs);
        return call.Http.Request.Headers[MaxWaitHeader] is [{ } said] && double.TryParse(said, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < most.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : most;
    }
}
