using System.Buffers;
using System.Globalization;
using Signalbox.Admin;
using Signalbox.Core.Limits;
using Signalbox.Core.Pricing;
using Signalbox.Core.Snapshots;
using Signalbox.Limits;
using Signalbox.Observability;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Draining;
using Signalbox.Pipeline.Limiting;
using Signalbox.Usage;
using Signalbox.Usage.Journal;
using Signalbox.Wire;

namespace Signalbox.Pipeline;

/// <summary>
/// Stage 8: completes the record and puts it into the journal, once, before the caller can have the last byte; and answers those calls that
/// got no answer from an upstream.
/// </summary>
internal sealed partial class CallEnding(
    UsageJournal journal, LimitGate gate, CallMetrics metrics, DrainCounts drains, PipelineOptions options, TimeProvider time, ILogger<CallEnding> logger)
{
    private const int MaxClientLength = 128;

    /// <summary>Ends a call that reached no upstream.</summary>
    public Task RefuseAsync(Call call, CallError refusal)
    {
        Finish(call, CallStatus.Refused, refusal);
        return AnswerErrorAsync(call, refusal, refusal.RetryAfter);
    }

    /// <summary>Ends a call that no upstream answered.</summary>
    public Task FailAsync(Call call, CallError error, TimeSpan? retryAfter)
    {
        Finish(call, CallStatus.Error, error);
        return AnswerErrorAsync(call, error, retryAfter);
    }

    /// <summary>Ends a call whose caller is gone.</summary>
    public void Disconnected(Call call)
    {
        call.Record.HttpStatus = 499;
        if (call.Abandoned is { } abandoned && !call.IsRecorded)
        {
            if (abandoned.End == DrainEnd.Whole)
            {
                call.Record.Code = DisconnectCodes.Drained;
                call.Record.Message = "The caller closed the connection before the end; the answer was read on without it.";
            }
            call.Record.ReasonCodes ??= $"drain-{DrainCounts.Word(abandoned.End)}";
            drains.Add(call.Record.Provider!, abandoned.End);
        }
        call.Record.Code ??= DisconnectCodes.Left;
        call.Record.Message ??= "The caller closed the connection before the end.";
        Finish(call, CallStatus.Disconnected);
    }

    /// <summary>Ends a call that hit a fault of ours. The caller learns the id and nothing else.</summary>
    public async Task FaultAsync(Call call, Exception failure)
    {
        Log.Fault(logger, failure, call.RequestId);
        var error = new CallError(StatusCodes.Status500InternalServerError,
            "Something went wrong inside the gateway. Its log has the details under this request id.", "internal-error");
        Finish(call, CallStatus.Error, error);
        if (call.Http.Response.HasStarted) call.Http.Abort();
        else await AnswerErrorAsync(call, error, null);
    }

    /// <summary>Completes the record with an error.</summary>
    public void Finish(Call call, CallStatus status, CallError error)
    {
        call.Record.HttpStatus = error.Status;
        call.Record.Code = error.Code;
        call.Record.Message ??= error.RecordMessage ?? error.Message;
        Finish(call, status);
    }

    /// <summary>Completes the record and journals it. Nothing happens the second time.</summary>
    public void Finish(Call call, CallStatus status)
    {
        if (call.IsRecorded) return;
        call.IsRecorded = true;
        var record = call.Record;
        // What comes after the caller has left is no time that it waited.
        var now = call.Abandoned?.LeftTicks ?? time.GetTimestamp();
        record.Status = status;
        if (status == CallStatus.Success && call.LeftOut is { } parts)
        {
            // The headers of a stream are out long before its parts come: its record and its trace tell.
            record.Code ??= SuccessCodes.AnswerPartsLeftOut;
            record.Message ??= $"The caller's API has no place for parts of the answer, which were left out: {parts}.";
            call.Trace?.LeftOut(parts.ToString());
        }
        record.LatencyMicroseconds = Microseconds(call.StartedTicks, now);
        record.FinishedAt = record.StartedAt + record.LatencyMicroseconds / 1000;
        record.OverheadMicroseconds = call.SentTicks == 0
            ? record.LatencyMicroseconds
            : Microseconds(call.StartedTicks, call.SentTicks) + (call.ReceivedTicks == 0 ? 0 : Math.Max(0, Microseconds(call.ReceivedTicks, now)));
        // Waiting for room is what the operator asked for, not time that the gateway takes.
        record.OverheadMicroseconds = Math.Max(0, record.OverheadMicroseconds - call.QueuedMicroseconds);
        if (call.QueuePosition is { } position && status == CallStatus.Success)
            record.ReasonCodes ??= $"queued waited-{call.QueuedMicroseconds / 1000}ms position-{position}";
        var agent = call.Http.Request.Headers.UserAgent;
        if (agent.Count > 0 && agent[0] is { } client) record.Client = client.Length <= MaxClientLength ? client : client[..MaxClientLength];

        // The attempt that answered is worth a line only beside those that failed before it.
        if (record.AttemptDetails.Count > 0 && record.AttemptDetails.Count < record.Attempts) NoteAttempt(call, record.HttpStatus, status == CallStatus.Success ? null : record.Code);

        Settle(call, status);
        metrics.CallEnded(record);
        call.Trace?.End(record);
        if (status == CallStatus.Refused) Log.Refused(logger, call.RequestId, record.Code);
        // Without a known key there is no one to account to, and anyone could fill the disk: those are counted in the metrics only.
        if (call.Principal is not null || call.IsShadow) journal.Close(record);
    }

    /// <summary>Gives back what a call that was never finished still holds of its limits.</summary>
    public void Release(Call call) => gate.Settle(ref call.Reservation, default);

    /// <summary>Notes how the attempt under way came out.</summary>
    public void NoteAttempt(Call call, int? status, string? error) => NoteAttempt(call, new CallAttempt(call.Record.Deployment!, status, error, 0), call.AttemptTicks);

    /// <summary>Notes how an attempt came out.</summary>
    /// <param name="call">The call.</param>
    /// <param name="attempt">The attempt, but for its times.</param>
    /// <param name="begunTicks">When it began.</param>
    public void NoteAttempt(Call call, CallAttempt attempt, long begunTicks)
    {
        var details = call.Record.AttemptDetails as List<CallAttempt> ?? [];
        details.Add(attempt with
        {
            DurationMs = (long)time.GetElapsedTime(begunTicks).TotalMilliseconds, StartMs = (long)time.GetElapsedTime(call.StartedTicks, begunTicks).TotalMilliseconds,
        });
        call.Record.AttemptDetails = details;
    }

    /// <summary>Notes the tokens and their cost at the price of the deployment that answered.</summary>
    public static void SetUsage(Call call, RouteDeployment deployment, TokenUsage? usage, bool isEstimate = false)
    {
        if (usage is not { } counts) return;
        var record = call.Record;
        record.TokensEstimated = isEstimate;
        (record.TokensInput, record.TokensOutput) = (counts.Input, counts.Output);
        (record.TokensCached, record.TokensCacheWrite, record.TokensReasoning) = (counts.Cached, counts.CacheWrite, counts.Reasoning);
        (record.TokensCacheWriteLong, record.TokensInputAudio, record.TokensOutputAudio) = (counts.CacheWriteLong, counts.AudioInput, counts.AudioOutput);
        record.UpstreamCostMicros = counts.CostMicros;
        record.ServiceClass = ServiceClasses.Name(counts.ServiceClass);
        record.CostMicros = CallCost.Of(
            new TokenCounts(counts.Input, counts.Output, counts.Cached, counts.CacheWrite, counts.Reasoning),
            new BilledExtras
            {
                CacheWriteLong = counts.CacheWriteLong, InputAudio = counts.AudioInput, OutputAudio = counts.AudioOutput, ServiceClass = record.ServiceClass,
            },
            deployment.Deployment.PriceAt(record.StartedAt));
    }

    /// <summary>Puts the headers every data-plane response carries.</summary>
    public void SetHeaders(Call call)
    {
        var headers = call.Http.Response.Headers;
        headers[RequestId.Header] = call.RequestId;
        call.Dialect.SetHeaders(call, headers);
        LimitHeaders.Write(call.Glance, headers);
        if (call.QueuePosition is { } position)
        {
            headers["x-signalbox-queue-position"] = position.ToString(CultureInfo.InvariantCulture);
            headers["x-signalbox-queue-wait-ms"] = (call.QueuedMicroseconds / 1000).ToString(CultureInfo.InvariantCulture);
        }
        // What was left out is no mere information: a caller must be able to learn of it.
        if (Told(call) is { } notes) headers["x-signalbox-translation"] = notes;
        if (!options.InformativeHeaders || call.Target is null) return;
        headers["x-signalbox-model"] = call.Target.Name;
        if (call.Record.Deployment is not { } deployment) return;
        headers["x-signalbox-deployment"] = deployment;
        headers["x-signalbox-route-reason"] = call.RouteReason;
        headers["x-signalbox-attempts"] = call.Record.Attempts == 1 ? "1" : call.Record.Attempts.ToString(CultureInfo.InvariantCulture);
        headers["x-signalbox-cache"] = "off";
    }

    /// <summary>What the translation left out of the request, or brought about by other means, and what it left out of the answer; null when nothing.</summary>
    private static string? Told(Call call) => (call.TranslationNotes, call.LeftOut) switch
    {
        (var notes, null) => notes,
        (null, var parts) => $"left_out={parts}",
        (var notes, var parts) => $"{notes}; left_out={parts}",
    };

    /// <summary>Answers with an error in the form of the caller's API.</summary>
    public async Task AnswerErrorAsync(Call call, CallError error, TimeSpan? retryAfter)
    {
        var response = call.Http.Response;
        if (response.HasStarted)
        {
            // Heartbeats went out already, so the status is spoken for: the error goes into the stream.
            if (call.Dialect is ConversationDialect dialect) dialect.WriteErrorEvent(error, call, response.BodyWriter);
            await response.BodyWriter.FlushAsync(call.Http.RequestAborted);
            return;
        }
        SetHeaders(call);
        response.StatusCode = error.Status;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        if (error.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        if (retryAfter is { } wait) response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var body = new ArrayBufferWriter<byte>(256);
        call.Dialect.WriteError(error, call.RequestId, body);
        response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(call.Http.Request.Method)) await response.BodyWriter.WriteAsync(body.WrittenMemory, call.Http.RequestAborted);
    }

    /// <summary>
    /// What the call took replaces what it held, before the record says so. A refused call took nothing; a failed one was made, and took what its
    /// answer had cost until then.
    /// </summary>
    private void Settle(Call call, CallStatus status)
    {
        if (!call.Reservation.IsHeld) return;
        var record = call.Record;
        gate.Settle(ref call.Reservation, status == CallStatus.Refused ? default : new LimitOutlay(
            true, new TokenCounts(record.TokensInput, record.TokensOutput, record.TokensCached, record.TokensCacheWrite, record.TokensReasoning), record.CostMicros ?? 0));
    }

    private long Microseconds(long from, long to) => (long)time.GetElapsedTime(from, to).TotalMicroseconds;

    private static partial class Log
    {
        [LoggerMessage(500, LogLevel.Error, "Call {RequestId} failed inside the gateway")]
        public static partial void Fault(ILogger logger, Exception failure, string requestId);

        [LoggerMessage(501, LogLevel.Information, "Call {RequestId} was refused: {Code}")]
        public static partial void Refused(ILogger logger, string requestId, string? code);
    }
}
