using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Signalbox.Core.Snapshots;
using Signalbox.Egress;
using Signalbox.Egress.Http1;
using Signalbox.Models.Upstreams;
using Signalbox.Models.Upstreams.Credentials;
using Signalbox.Observability.Tracing;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Metering;
using Signalbox.Wire;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.Tokens;

namespace Signalbox.Pipeline;

/// <summary>One call of one upstream: sends the spliced or translated body, and relays the answer or says why there is none.</summary>
internal sealed class UpstreamAttempt(JsonRelay json, StreamRelay stream, CallEnding ending, AttemptClocks clocks, TimeProvider time)
{
    /// <summary>Runs the attempt.</summary>
    /// <param name="call">The call.</param>
    /// <param name="deployment">Whom it asks.</param>
    /// <param name="upstream">Where.</param>
    /// <param name="trace">Its span; the default for one that nobody traces.</param>
    /// <returns>Null when the caller was answered; else why not.</returns>
    /// <exception cref="OperationCanceledException">The caller is gone, or another attempt was quicker.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AttemptFailure?> RunAsync(Call call, RouteDeployment deployment, Upstream upstream, AttemptTrace trace)
    {
        call.ForgetAttempt();
        var timeouts = upstream.Provider.Timeouts;
        using var clock = clocks.Start(call.StartedTicks, timeouts.TotalMs, call.Ends);
        if (ApiDialects.For(deployment, call.Dialect) is not { } api) return await EstimateAsync(call, deployment);
        HttpContent content;
        ReadOnlyMemory<byte> body = default;
        var hideUsage = false;
        if (api == call.Dialect)
        {
            // What an attempt before this one left out is not left out by this one.
            call.TranslationNotes = null;
            (var splice, hideUsage) = call.Dialect.Splice(call, deployment, upstream);
            if (call.TranslationNotes is { } left) trace.Translated(left);
            content = new SplicedContent(splice);
        }
        else
        {
            (body, var refusal) = RequestTranslation.Write(call, (ITranslationTarget)api, deployment, upstream);
            if (refusal is not null) return refusal;
            if (call.TranslationNotes is { } notes) trace.Translated(notes);
            content = new SplicedContent(BodySplice.Whole(body));
        }
        using var request = CreateRequest(call, api, deployment, upstream, content);
        trace.Inject(request);
        HttpResponseMessage? response = null;
        AttemptFailure? failure = null;
        try
        {
            clock.Begin(timeouts.FirstByteMs);
            call.Heartbeat?.Wait();
            try
            {
                await upstream.Credential.ProveAsync(request, body, clock.Token);
                if (upstream.Drains is { } drains && !call.IsShadow) clock.MayDrain(call, drains);
                response = await upstream.Invoker.SendAsync(request, clock.Token);
            }
            finally
            {
                if (call.Heartbeat is { } heartbeat) await heartbeat.ResumeAsync();
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException or EgressRefusedException)
        {
            if (clock.CallerIsGone) throw new OperationCanceledException(call.Http.RequestAborted);
            failure = FromException(exception, "answer", clock);
        }
        catch (UpstreamCredentialException missing)
        {
            failure = new AttemptFailure("upstream-error", $"The gateway cannot prove itself to the provider '{upstream.Provider.Name}': {missing.Message}.") { IsUnreachable = true };
        }
        if (response is not null)
        {
            call.ReceivedTicks = time.GetTimestamp();
            using (response)
                failure = response.IsSuccessStatusCode
                    ? await RelayAsync(call, api, deployment, upstream, response, clock, hideUsage)
                    : await ReadRefusalAsync(call, api, upstream, response, clock, hideUsage);
        }
        // Nobody is there to be told, or to be answered by another attempt.
        if (failure is not null && call.Abandoned is not null) throw new OperationCanceledException(call.Http.RequestAborted);
        if (failure is null)
        {
            trace.Answered(call.Record, call.Trace?.Answer);
            return null;
        }
        // An error that comes after this attempt, inside the stream that heartbeats have begun, is not this one's to write.
        call.ResponsesWriter = null;
        call.ResponsesEvents = 0;
        trace.Failed(failure.Code, failure.UpstreamStatus);
        return failure;
    }

    /// <summary>Answers in place of an upstream that does not count tokens; routing has left out all others that cannot serve the call.</summary>
    private async ValueTask<AttemptFailure?> EstimateAsync(Call call, RouteDeployment deployment)
    {
        call.Record.Attempts--;
        call.TranslationNotes = "emulated=input_tokens";
        var tokens = await PromptTokens.CountAsync(call, TokenFamily.For(deployment.Deployment.UpstreamModel));
        await json.AnswerAsync(call, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"input_tokens\":{tokens}}}")));
        return null;
    }

    /// <summary>Relays an answer as what it says it is, or, where its first bytes say otherwise, as what it is.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptFailure?> RelayAsync(
        Call call, IUpstreamApi api, RouteDeployment deployment, Upstream upstream, HttpResponseMessage response, AttemptClock clock, bool hideUsage)
    {
        if (call.Dialect is not ConversationDialect spoken) return await json.RunAsync(call, api, deployment, upstream, response, clock);
        if (StreamFormats.Of(response) is { } format)
        {
            var failure = await RelayStreamAsync(call, spoken, api, deployment, upstream, response, format, clock, hideUsage, head: null);
            return failure?.Misread is { } document ? await json.RunAsync(call, api, deployment, upstream, response, clock, document) : failure;
        }
        var unread = await json.RunAsync(call, api, deployment, upstream, response, clock);
        return unread?.Misread is { } events
            ? await RelayStreamAsync(call, spoken, api, deployment, upstream, response, StreamFormat.ServerSentEvents, clock, hideUsage, events)
            : unread;
    }

    private async ValueTask<AttemptFailure?> RelayStreamAsync(
        Call call, ConversationDialect spoken, IUpstreamApi api, RouteDeployment deployment, Upstream upstream, HttpResponseMessage response, StreamFormat format,
        AttemptClock clock, bool hideUsage, byte[]? head)
    {
        var type = api == spoken && head is null ? response.Content.Headers.ContentType?.ToString() ?? AnswerTranslation.EventStream
            : call.Record.Stream ? AnswerTranslation.EventStream
            : "application/json";
        var caller = new CallerStream(call, ending, type) { IsContested = call.Race is not null };
        using var relayed = api == spoken ? spoken.CreatePassage(call, hideUsage) : new TranslatedPassage(call, spoken, (ITranslationTarget)api, deployment, upstream, caller);
        // Disposed once, as the passage that relays: its scanner goes back to the pool, and must not go there twice (R75).
        var passage = call.Trace is { } trace ? new TracedPassage(relayed, trace) : relayed;
        return await stream.RunAsync(call, deployment, upstream, response, format, clock, passage, caller, spoken, head);
    }

    private static HttpRequestMessage CreateRequest(Call call, IUpstreamApi api, RouteDeployment deployment, Upstream upstream, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, api.Endpoint(call, deployment, upstream))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        api.Address(request, call, upstream);
        foreach (var (name, value) in upstream.Provider.Headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>Reads an answer with an error status, and judges whether another attempt could do better.</summary>
    private async Task<AttemptFailure> ReadRefusalAsync(
        Call call, IUpstreamApi api, Upstream upstream, HttpResponseMessage response, AttemptClock clock, bool addedUsageRequest)
    {
        var status = (int)response.StatusCode;
        var body = Array.Empty<byte>();
        try
        {
            clock.Begin(upstream.Provider.Timeouts.IdleMs);
            body = await ReadBoundedAsync(response, UpstreamErrorSanitizer.MaxJsonBytes, clock.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            if (clock.CallerIsGone) throw new OperationCanceledException(call.Http.RequestAborted);
            // The status alone tells enough.
        }
        call.ReceivedTicks = time.GetTimestamp();

        var isCallers = status is >= 400 and < 500;
        var kind = ClassOf(api, status, body);
        return new AttemptFailure(isCallers ? "upstream-rejected" : AttemptFailure.CodeOf(kind), $"The upstream '{upstream.Provider.Name}' answered with status {status}.")
        {
            Class = kind,
            UpstreamStatus = status,
            PassOnBody = isCallers ? RefusalBody.Of(call, api, upstream, status, body) : null,
            Words = isCallers && call.Record.Stream ? RefusalBody.Words(api, upstream, status, body) : null,
            RetryAfter = RetryAfter(response),
            MayRetryHere = status is 408 or 429 or 500 or 502 or 503 or 504 or 529,
            // The request itself is at fault with 400, 404, 413, 422: another deployment would say the same, or answer something else.
            MayFailOver = status is 401 or 403 or 404 or 408 or 429 or >= 500,
            RejectsStreamUsage = addedUsageRequest && status is 400 or 422 && body.AsSpan().IndexOf("stream_options"u8) >= 0,
        };
    }

    /// <summary>What a refusal amounts to: by its status, or where that says nothing by what its body says.</summary>
    private static ErrorClass ClassOf(IUpstreamApi api, int status, ReadOnlySpan<byte> body) => status switch
    {
        429 => ErrorClass.RateLimited,
        503 or 529 => ErrorClass.Overloaded,
        >= 500 when body.Length is > 0 and <= UpstreamErrorSanitizer.MaxJsonBytes => api.ScanAnswer(body).ErrorClass,
        _ => ErrorClass.Other,
    };

    /// <summary>Classifies what sending or reading threw.</summary>
    /// <param name="failure">The exception.</param>
    /// <param name="phase">What was waited for, for the message.</param>
    /// <param name="clock">The attempt's clock; null for one without.</param>
    internal static AttemptFailure FromException(Exception failure, string phase, AttemptClock? clock = null)
    {
        if (clock is { IsStopping: true })
            return new AttemptFailure("gateway-stopping", "The gateway is being stopped, and the time it gives calls under way is over. Send the request again.") { MayFailOver = false, IsBlameless = true };
        var kind = EgressFailures.Classify(failure);
        // The attempt's own clock cancels without a cause inside.
        if (kind is EgressFailure.Canceled or EgressFailure.Timeout)
            return new AttemptFailure("upstream-timeout", $"The upstream gave no {phase} in time.");
        var message = kind switch
        {
            EgressFailure.Refused => "The upstream's address is not allowed by the operator's egress rules.",
            EgressFailure.DnsFailure => "The upstream's name could not be resolved.",
            EgressFailure.ConnectTimeout => "The upstream took too long to accept a connection.",
            EgressFailure.TlsFailed => "The connection to the upstream could not be secured (TLS).",
            EgressFailure.ConnectFailed => "The upstream refused the connection.",
            EgressFailure.InvalidResponse => "The upstream's answer is not valid HTTP.",
            _ => "The upstream broke the connection.",
        };
        return new AttemptFailure(kind == EgressFailure.ConnectTimeout ? "upstream-timeout" : "upstream-error", message)
        {
            IsUnreachable = kind.NothingWasSent(),
            MayRetryHere = kind is EgressFailure.ConnectFailed or EgressFailure.Reset or EgressFailure.ConnectTimeout or EgressFailure.Unknown,
        };
    }

    private static async Task<byte[]> ReadBoundedAsync(HttpResponseMessage response, int most, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var memory = new MemoryStream();
        var buffer = new byte[4096];
        while (memory.Length <= most && await stream.ReadAsync(buffer, cancellation) is > 0 and var read) memory.Write(buffer, 0, read);
        return memory.ToArray();
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("retry-after-ms", out var values)
            && double.TryParse(values.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 0 and < 86_400_000)
            return TimeSpan.FromMilliseconds(milliseconds);
        if (response.Headers.RetryAfter is not { } header) return null;
        if (header.Delta is { } delta) return delta;
        return header.Date is { } date && date > time.GetUtcNow() ? date - time.GetUtcNow() : null;
    }
}
