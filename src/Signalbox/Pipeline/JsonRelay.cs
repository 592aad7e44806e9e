using System.Buffers;
using System.Runtime.CompilerServices;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Draining;
using Signalbox.Pipeline.Metering;
using Signalbox.Threading;
using Signalbox.Usage;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Pipeline;

/// <summary>Relays a JSON answer: reads it whole, meters it, journals the record, then passes the very bytes on, or their translation.</summary>
internal sealed class JsonRelay(CallEnding ending, PipelineOptions options, TimeProvider time)
{
    private const int FirstGuess = 8192;
    private const string JsonType = "application/json";

    /// <summary>Relays.</summary>
    /// <param name="call">The call.</param>
    /// <param name="api">What the upstream speaks.</param>
    /// <param name="deployment">Who answers.</param>
    /// <param name="upstream">Where.</param>
    /// <param name="response">The answer's head, and the rest of its body.</param>
    /// <param name="clock">Bounds it.</param>
    /// <param name="head">What was read of it already, since it was labelled as a stream; null when nothing was.</param>
    /// <returns>Null when the caller has the answer; else why not.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AttemptFailure?> RunAsync(
        Call call, IUpstreamApi api, RouteDeployment deployment, Upstream upstream, HttpResponseMessage response, AttemptClock clock, byte[]? head = null)
    {
        var declared = response.Content.Headers.ContentLength;
        if (declared > options.MaxAnswerBytes) return TooLarge();
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max((int)(declared ?? FirstGuess), head?.Length ?? 0) + 1);
        try
        {
            var length = head?.Length ?? 0;
            head?.CopyTo(buffer, 0);
            var mayBeEvents = head is null && call.Record.Stream && call.Dialect is ConversationDialect;
            try
            {
                clock.Begin(upstream.Provider.Timeouts.IdleMs);
                var body = await response.Content.ReadAsStreamAsync(clock.Token);
                // A declared length is read exactly: one read more would only learn that nothing follows.
                while (length != declared && await body.ReadAsync(buffer.AsMemory(length), clock.Token) is > 0 and var read)
                {
                    if (length == 0 && mayBeEvents && MediaTruth.IsEvents(buffer.AsSpan(0, read))) return Misread(buffer, read);
                    length += read;
                    if (call.Abandoned?.TryRead(read) == false) throw new OperationCanceledException(call.Http.RequestAborted);
                    if (length > options.MaxAnswerBytes) return TooLarge();
                    if (length == buffer.Length) buffer = Grow(buffer, length);
                    if (declared is null) clock.Begin(upstream.Provider.Timeouts.IdleMs);
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
            {
                call.ReceivedTicks = time.GetTimestamp();
                if (clock.CallerIsGone) throw new OperationCanceledException(call.Http.RequestAborted);
                return UpstreamAttempt.FromException(failure, "further data", clock) with { MayRetryHere = false };
            }
            call.ReceivedTicks = time.GetTimestamp();
            if (length > PoolContext.LongWorkBytes) await Task.Yield();

            var scan = api.ScanAnswer(buffer.AsSpan(0, length));
            if (!scan.IsObject) return mayBeEvents && MediaTruth.IsEvents(buffer.AsSpan(0, length)) ? Misread(buffer, length) : NoObject(upstream, buffer.AsSpan(0, length));
            // An error inside a 200 is an error (R48).
            if (scan.IsError) return AttemptFailure.Told(upstream, scan.ErrorMessage, scan.ErrorClass);
            call.Trace?.Answer.Read(buffer.AsSpan(0, length));
            if (scan.Usage is { Input: not null, Output: not null } || call.Dialect is not ConversationDialect || api is not ITranslationTarget whole)
                CallEnding.SetUsage(call, deployment, scan.Usage);
            else
                await TokenMeter.NoteAsync(call, deployment, scan.Usage, AnswerLength.Of(call, whole, buffer.AsMemory(0, length)), isWhole: true);
            if (call.Abandoned is { } abandoned)
            {
                abandoned.End = DrainEnd.Whole;
                throw new OperationCanceledException(call.Http.RequestAborted);
            }
            call.Record.HttpStatus = (int)response.StatusCode;
            if (api is not ITranslationTarget target || api == call.Dialect || call.Dialect is not ConversationDialect spoken)
            {
                call.Keeping?.Passed(buffer.AsSpan(0, length));
                var type = head is null && response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : JsonType;
                await AnswerAsync(call, type, call.Dialect.PassOn(call, buffer.AsMemory(0, length)));
                return null;
            }
            var translated = new ArrayBufferWriter<byte>(length);
            if (AnswerTranslation.Translate(call, spoken, target, deployment, upstream, buffer.AsMemory(0, length), translated) is { } error) return NoAnswer(upstream, error);
            await AnswerAsync(call, call.Record.Stream ? AnswerTranslation.EventStream : JsonType, translated.WrittenMemory);
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Answers with a body of the gateway's own.</summary>
    public ValueTask AnswerAsync(Call call, ReadOnlyMemory<byte> body)
    {
        call.Record.HttpStatus = StatusCodes.Status200OK;
        return AnswerAsync(call, JsonType, body);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AnswerAsync(Call call, string contentType, ReadOnlyMemory<byte> body)
    {
        if (call.Race is { } race && !await race.TryWinAsync(call.Lane)) throw new OperationCanceledException(call.Ends);
        call.Capture?.Take(body.Span);
        var response = call.Http.Response;
        if (response.HasStarted && contentType != AnswerTranslation.EventStream)
        {
            // Heartbeats began a stream, and a document has no place there.
            await ending.FailAsync(call, new CallError(
                StatusCodes.Status502BadGateway, "The upstream answered without a stream where one was asked for, after heartbeats had begun it.", "upstream-error"), null);
            return;
        }
        ending.Finish(call, CallStatus.Success);
        if (call.Keeping is { } keeping) await keeping.ShareAsync();
        if (response.HasStarted)
        {
            await response.BodyWriter.WriteAsync(body, call.Http.RequestAborted);
            return;
        }
        ending.SetHeaders(call);
        response.StatusCode = call.Record.HttpStatus;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, call.Http.RequestAborted);
    }

    /// <summary>What a caller is told of an upstream's error: its words, without credentials and hosts.</summary>
    internal static string ErrorText(Upstream upstream, string? message)
    {
        var text = message is null ? "no message" : upstream.Redaction.Apply(message);
        if (text.Length > UpstreamErrorSanitizer.MaxTextLength) text = text[..UpstreamErrorSanitizer.MaxTextLength];
        return $"The upstream '{upstream.Provider.Name}' reported an error: {text}";
    }

    private static AttemptFailure Misread(byte[] buffer, int length) =>
        new("upstream-error", "The upstream's answer is a stream that is not labelled as one.") { Misread = buffer[..length] };

    /// <summary>What came is no answer; the words of a proxy on the way may still say why.</summary>
    private static AttemptFailure NoObject(Upstream upstream, ReadOnlySpan<byte> body) =>
        new("upstream-error", $"The upstream '{upstream.Provider.Name}' answered with something that is not a JSON object.") { Quote = UpstreamErrorSanitizer.Words(body, upstream.Redaction) };

    /// <summary>An error with a name is the provider's, which a stream would tell in the same words.</summary>
    private static AttemptFailure NoAnswer(Upstream upstream, AnswerError error) => error.Type is not null
        ? AttemptFailure.Told(upstream, error.Message, error.Class)
        : new AttemptFailure("upstream-error", $"The upstream '{upstream.Provider.Name}' answered with something that is not an answer of its API.");

    private AttemptFailure TooLarge() => new("upstream-error", $"The upstream's answer is over the limit of {options.MaxAnswerBytes:N0} bytes.") { MayFailOver = false, IsBlameless = true };

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
