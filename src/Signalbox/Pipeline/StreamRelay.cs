using System.Runtime.CompilerServices;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Draining;
using Signalbox.Pipeline.Limiting;
using Signalbox.Pipeline.Metering;
using Signalbox.Usage;
using Signalbox.Usage.Journal;

namespace Signalbox.Pipeline;

/// <summary>
/// Relays a stream event by event: each goes on as soon as it is whole, so that an error can be put in at an event's boundary and the last
/// event can wait for the journal. Until the first part of the answer went on, another attempt is still possible.
/// </summary>
internal sealed class StreamRelay(CallEnding ending, UsageJournal journal, StreamDebit debit, TimeProvider time)
{
    /// <summary>How long a stream may go on after its last choice has ended, for the usage and the closing event (R42).</summary>
    private const int AfterFinishMs = 15_000;

    /// <summary>Relays.</summary>
    /// <param name="call">The call.</param>
    /// <param name="deployment">Who answers.</param>
    /// <param name="upstream">Where.</param>
    /// <param name="response">The answer's head, and the rest of its body.</param>
    /// <param name="format">How it is framed.</param>
    /// <param name="clock">Bounds it.</param>
    /// <param name="passage">What its events become.</param>
    /// <param name="caller">Where they go.</param>
    /// <param name="dialect">What the caller speaks.</param>
    /// <param name="head">What was read of it already; null when nothing was.</param>
    /// <returns>Null when the caller has a stream, whole or ended with an error in it; else why nothing was relayed.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AttemptFailure?> RunAsync(
        Call call, RouteDeployment deployment, Upstream upstream, HttpResponseMessage response, StreamFormat format, AttemptClock clock, StreamPassage passage, CallerStream caller,
        ConversationDialect dialect, byte[]? head)
    {
        using var events = new StreamEvents(passage, caller);
        try
        {
            var failure = await PumpAsync(call, deployment, upstream, response, format, clock, passage, events, caller, head);
            if (call.Abandoned is { } abandoned)
            {
                if (failure is null) abandoned.End = DrainEnd.Whole;
                else if (failure.CutOffBy is not null) abandoned.End = DrainEnd.Limit;
                throw new OperationCanceledException(call.Http.RequestAborted);
            }
            if (failure is not null && !events.Committed) return failure;
            await EndAsync(call, deployment, passage, events, caller, dialect, failure);
            return null;
        }
        catch (OperationCanceledException) when (call.HasLost)
        {
            // The winner waits, so nobody counts its text.
            TokenMeter.NoteSoFar(call, deployment, passage.Usage, passage.ContentBytes);
            throw;
        }
        catch (OperationCanceledException) when (clock.CallerIsGone)
        {
            // Bill what was known when the caller left (R28), or when the answer that was read on without it ended.
            await TokenMeter.NoteAsync(call, deployment, passage.Usage, passage.ContentBytes, passage.EndSeen);
            throw;
        }
    }

    /// <summary>Passes events on until the stream ends. Returns why it ended badly, or null.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptFailure?> PumpAsync(
        Call call, RouteDeployment deployment, Upstream upstream, HttpResponseMessage response, StreamFormat format, AttemptClock clock, StreamPassage passage, StreamEvents events,
        CallerStream caller, byte[]? head)
    {
        var timeouts = upstream.Provider.Timeouts;
        var progress = new StreamProgress(journal, time);
        long finishedTicks = 0;
        var isFirst = true;
        try
        {
            var body = await response.Content.ReadAsStreamAsync(clock.Token);
            await using var frames = format == StreamFormat.AwsEventStream ? body = new AwsEventStreamBody(body) : null;
            while (true)
            {
                clock.Begin(finishedTicks == 0 ? timeouts.IdleMs : AfterFinishMs - (int)time.GetElapsedTime(finishedTicks).TotalMilliseconds);
                var read = isFirst && head is not null ? events.Put(head) : await ReadAsync(body, events, call.Heartbeat, clock.Token);
                if (isFirst && head is null && format == StreamFormat.ServerSentEvents && MediaTruth.IsDocument(events.Fresh(read)))
                    return new AttemptFailure("upstream-error", "The upstream's answer is no stream.") { Misread = events.Fresh(read).ToArray() };
                isFirst = false;
                // Until content comes, each read is a wait for the upstream.
                if (!passage.ContentSeen) call.ReceivedTicks = time.GetTimestamp();
                if (call.Abandoned is { } abandoned)
                {
                    caller.Detach();
                    if (!abandoned.TryRead(read)) throw new OperationCanceledException(call.Http.RequestAborted);
                }
                var outcome = events.Take(read, upstream);
                if (call.Record.TimeToFirstTokenMicroseconds is null && passage.ContentSeen)
                {
                    call.Record.TimeToFirstTokenMicroseconds = (long)time.GetElapsedTime(call.StartedTicks).TotalMicroseconds;
                    call.ReceivedTicks = 0;
                    call.Attempt.Begin(HealthClock.Now(time));
                }
                // What says nothing yet is no answer: it waits for content where another attempt may be quicker.
                if (caller.HasUnflushed && (events.Committed || !caller.IsContested))
                {
                    call.Heartbeat?.NotePassed();
                    await caller.FlushAsync(clock.Token);
                }
                // A stream may last for an hour, and there may be thousands.
                if (events.Committed && call.IsAlone) call.ReleaseBody();
                if (outcome is not StreamOutcome.Continue) return Judge(outcome, upstream, passage, events);
                if (events.Committed && passage.ContentSeen && progress.Note(call, deployment, passage) && !passage.EndSeen
                    && await debit.RunAsync(call, clock.Token) is { } limit)
                    return AttemptFailure.CutOff(limit);
                if (finishedTicks == 0 && passage.EndSeen) finishedTicks = time.GetTimestamp();
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            if (!passage.ContentSeen) call.ReceivedTicks = time.GetTimestamp();
            if (call.Abandoned is not null && passage.EndSeen) return null;
            if (clock.CallerIsGone) throw new OperationCanceledException(call.Http.RequestAborted);
            // All that was to be said has been said: a server that then only idles or drops the connection has still answered.
            if (passage.EndSeen) return null;
            return UpstreamAttempt.FromException(failure, events.Committed ? "further data" : "first event", clock) with { MayRetryHere = false };
        }
    }

    /// <summary>Reads; heartbeats may go to the caller meanwhile, since all that was passed on so far were whole events.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> ReadAsync(Stream body, StreamEvents events, CallerHeartbeat? heartbeat, CancellationToken cancellation)
    {
        heartbeat?.Wait();
        try
        {
            if (events.TryRest()) _ = await body.ReadAsync(Memory<byte>.Empty, cancellation);
            return await body.ReadAsync(events.Free(), cancellation);
        }
        finally
        {
            if (heartbeat is not null) await heartbeat.ResumeAsync();
        }
    }

    private static AttemptFailure? Judge(StreamOutcome outcome, Upstream upstream, StreamPassage passage, StreamEvents events) => outcome switch
    {
        StreamOutcome.Done => null,
        StreamOutcome.Ended when passage.MayEnd => null,
        StreamOutcome.Ended => new AttemptFailure("upstream-error", $"The upstream '{upstream.Provider.Name}' ended the stream before the answer was complete."),
        StreamOutcome.TooLarge => new AttemptFailure("upstream-error", "The upstream sent an event over the size limit.") { MayFailOver = false, IsBlameless = true },
        _ => events.Error,
    };

    /// <summary>Journals the record, has a kept response shared, then sends what ends the stream: the last event, or an error.</summary>
    private async Task EndAsync(
        Call call, RouteDeployment deployment, StreamPassage passage, StreamEvents events, CallerStream caller, ConversationDialect dialect, AttemptFailure? failure)
    {
        await caller.WinAsync();
        await TokenMeter.NoteAsync(call, deployment, passage.Usage, passage.ContentBytes, failure is null ? passage.MayEnd : passage.EndSeen);
        call.Record.HttpStatus = StatusCodes.Status200OK;
        if (failure is { CutOffBy: { } limit })
        {
            LimitErrors.NoteCutOff(call, limit);
            ending.Finish(call, CallStatus.Success);
            if (!events.TryCutOff(call)) dialect.WriteErrorEvent(LimitErrors.CutOff(limit), call, caller);
            if (call.Keeping is { } keeping) await keeping.ShareAsync();
        }
        else if (failure is null)
        {
            ending.Finish(call, CallStatus.Success);
            events.WriteLast();
            // A translated stream's response is whole only now; nothing goes out before the flush below.
            if (call.Keeping is { } whole) await whole.ShareAsync();
        }
        else
        {
            call.BrokenOff = failure;
            call.Record.Code = failure.Code;
            call.Record.Message = failure.Message;
            ending.Finish(call, CallStatus.Error);
            dialect.WriteErrorEvent(failure.ToError(dialect), call, caller);
        }
        await caller.FlushAsync(call.Http.RequestAborted);
    }
}
