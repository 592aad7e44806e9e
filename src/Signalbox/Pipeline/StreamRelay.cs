using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Usage;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Pipeline;

/// <summary>
/// Relays a stream event by event: each goes on as soon as it is whole, byte for byte, so that an error can be put in at an event's
/// boundary and the last event can wait for the journal. Until the first chunk went on, another attempt is still possible.
/// </summary>
internal sealed class StreamRelay(CallEnding ending, TimeProvider time)
{
    /// <summary>How long a stream may go on after its last choice has ended, for the usage and <c>[DONE]</c> (R42).</summary>
    private const int AfterFinishMs = 15_000;

    private readonly ConcurrentBag<ChatStreamScanner> _scanners = [];

    /// <summary>Relays.</summary>
    /// <returns>Null when the caller has a stream, whole or ended with an error in it; else why nothing was relayed.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AttemptFailure?> RunAsync(
        Call call, RouteDeployment deployment, Upstream upstream, HttpResponseMessage response, AttemptClock clock, bool hideUsage)
    {
        if (!_scanners.TryTake(out var scanner)) scanner = new ChatStreamScanner();
        using var events = new StreamEvents(scanner, hideUsage);
        try
        {
            var failure = await PumpAsync(call, upstream, response, clock, events);
            if (failure is not null && !events.Committed) return failure;
            await EndAsync(call, deployment, events, failure);
            return null;
        }
        catch (OperationCanceledException) when (clock.CallerIsGone)
        {
            // Bill what was known when the caller left (R28).
            CallEnding.SetUsage(call, deployment, scanner.Usage);
            throw;
        }
        finally
        {
            scanner.Reset();
            _scanners.Add(scanner);
        }
    }

    /// <summary>Passes events on until the stream ends. Returns why it ended badly, or null.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptFailure?> PumpAsync(
        Call call, Upstream upstream, HttpResponseMessage response, AttemptClock clock, StreamEvents events)
    {
        var timeouts = upstream.Provider.Timeouts;
        long finishedTicks = 0;
        try
        {
            var body = await response.Content.ReadAsStreamAsync(clock.Token);
            var begin = () => Begin(call, response);
            while (true)
            {
                clock.Begin(finishedTicks == 0 ? timeouts.IdleMs : AfterFinishMs - (int)time.GetElapsedTime(finishedTicks).TotalMilliseconds);
                var read = await body.ReadAsync(events.Free(), clock.Token);
                var outcome = events.Take(read, call.Http.Response, begin, upstream);
                if (call.Record.TimeToFirstTokenMicroseconds is null && events.ContentSeen)
                {
                    call.Record.TimeToFirstTokenMicroseconds = (long)time.GetElapsedTime(call.StartedTicks).TotalMicroseconds;
                    call.ReceivedTicks = 0;
                }
                // A stream may last for an hour, and there may be thousands.
                if (events.Committed) call.ReleaseBody();
                if (events.HasUnflushed) await call.Http.Response.BodyWriter.FlushAsync(clock.Token);
                if (outcome is not StreamOutcome.Continue) return Judge(outcome, upstream, events);
                if (finishedTicks == 0 && events.FinishSeen) finishedTicks = time.GetTimestamp();
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            if (clock.CallerIsGone) throw new OperationCanceledException(call.Http.RequestAborted);
            // All that was to be said has been said: a server that then only idles or drops the connection has still answered.
            if (events.FinishSeen) return null;
            return UpstreamAttempt.FromException(failure, events.Committed ? "further data" : "first event") with { MayRetryHere = false };
        }
    }

    private static AttemptFailure? Judge(StreamOutcome outcome, Upstream upstream, StreamEvents events) => outcome switch
    {
        StreamOutcome.Done => null,
        StreamOutcome.Ended when events.FinishSeen => null,
        StreamOutcome.Ended => new AttemptFailure("upstream-error", $"The upstream '{upstream.Provider.Name}' ended the stream before the answer was complete."),
        StreamOutcome.TooLarge => new AttemptFailure("upstream-error", "The upstream sent an event over the size limit.") { MayFailOver = false },
        _ => events.Error,
    };

    private void Begin(Call call, HttpResponseMessage upstreamResponse)
    {
        var response = call.Http.Response;
        if (response.HasStarted || response.Headers.ContentType.Count > 0) return;
        ending.SetHeaders(call);
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = upstreamResponse.Content.Headers.ContentType?.ToString();
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>Journals the record, then sends what ends the stream: the upstream's own last event, or an error.</summary>
    private async Task EndAsync(Call call, RouteDeployment deployment, StreamEvents events, AttemptFailure? failure)
    {
        CallEnding.SetUsage(call, deployment, events.Usage);
        call.Record.HttpStatus = StatusCodes.Status200OK;
        var writer = call.Http.Response.BodyWriter;
        if (failure is null)
        {
            ending.Finish(call, CallStatus.Success);
            events.WriteLast(writer);
        }
        else
        {
            call.Record.Code = failure.Code;
            call.Record.Message = failure.Message;
            ending.Finish(call, CallStatus.Error);
            var status = failure.Code == "upstream-timeout" ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status502BadGateway;
            new OpenAIError(status, failure.Message, failure.Code).WriteEventTo(writer);
        }
        await writer.FlushAsync(call.Http.RequestAborted);
    }
}
