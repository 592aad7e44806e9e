using System.Net;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;
using Signalbox.Egress;
using Signalbox.Models.Upstreams;
using Signalbox.Models.Upstreams.Credentials;
using Signalbox.Pipeline.Dialects;
using Signalbox.Responses;

namespace Signalbox.Pipeline.KeptState;

/// <summary>Asks the provider that keeps a response itself about it, with the provider's credential, and passes on what it says.</summary>
internal sealed class ResponsesAtProvider(UpstreamPool pool, CallPipeline pipeline, AttemptClocks clocks, PipelineOptions options)
{
    /// <summary>Answers the call from the provider.</summary>
    /// <param name="call">The call: its method and query go up as they are.</param>
    /// <param name="response">What is asked about.</param>
    /// <param name="suffix">What follows the id in the path.</param>
    /// <returns>False, with nothing answered, when the response has no provider, or it is not there any more.</returns>
    public async Task<bool> TryAnswerAsync(Call call, KeptResponse response, string suffix)
    {
        if (response.ProviderId is not { } id || call.Snapshot.Providers.FirstOrDefault(p => p.Id == id && p.Enabled) is not { } provider) return false;
        if ((ProviderKinds.Apis(provider.Kind) & ModelCapabilities.Responses) == 0) return false;
        var upstream = pool.Get(provider);
        using var clock = clocks.Start(call.StartedTicks, provider.Timeouts.TotalMs, call.Http.RequestAborted);
        using var request = CreateRequest(call, upstream, $"/{response.Id}{suffix}");
        try
        {
            clock.Begin(provider.Timeouts.FirstByteMs);
            await upstream.Credential.ProveAsync(request, default, clock.Token);
            using var answer = await upstream.Invoker.SendAsync(request, clock.Token);
            await PassOnAsync(call, upstream, answer, clock);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException or EgressRefusedException)
        {
            if (clock.CallerIsGone) throw new OperationCanceledException(call.Http.RequestAborted);
            var reason = UpstreamAttempt.FromException(failure, "answer");
            if (call.Http.Response.HasStarted) call.Http.Abort();
            else await pipeline.AnswerErrorAsync(call, new CallError(reason.HttpStatus, reason.Message, reason.Code));
        }
        catch (UpstreamCredentialException missing)
        {
            await pipeline.AnswerErrorAsync(call, new CallError(
                StatusCodes.Status502BadGateway, $"The gateway cannot prove itself to the provider '{provider.Name}': {missing.Message}.", "upstream-error"));
        }
        return true;
    }

    private static HttpRequestMessage CreateRequest(Call call, Upstream upstream, string below)
    {
        var root = new UriBuilder(upstream.Addresses.For(UpstreamOperation.Responses, ""));
        root.Path += below;
        var asked = call.Http.Request.QueryString.Value is { Length: > 1 } query ? query[1..] : "";
        root.Query = root.Query.Length > 1 && asked.Length > 0 ? $"{root.Query[1..]}&{asked}" : root.Query.Length > 1 ? root.Query[1..] : asked;
        var request = new HttpRequestMessage(new HttpMethod(call.Http.Request.Method), root.Uri)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        ApiDialects.Responses.Address(request, call, upstream);
        foreach (var (name, value) in upstream.Provider.Headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private async Task PassOnAsync(Call call, Upstream upstream, HttpResponseMessage answer, AttemptClock clock)
    {
        var status = (int)answer.StatusCode;
        if (status >= 500 || status is >= 300 and < 400)
        {
            await pipeline.AnswerErrorAsync(call, new CallError(StatusCodes.Status502BadGateway, $"The upstream '{upstream.Provider.Name}' answered with status {status}.", "upstream-error"));
            return;
        }
        var response = call.Http.Response;
        response.Headers[Admin.RequestId.Header] = call.RequestId;
        response.Headers.CacheControl = "no-store";
        await using var body = await answer.Content.ReadAsStreamAsync(clock.Token);
        if (status >= 400)
        {
            var said = RefusalBody.Of(call, ApiDialects.Responses, upstream, status, await ReadAsync(body, upstream, clock));
            response.StatusCode = status;
            response.ContentType = "application/json";
            response.ContentLength = said.Length;
            await response.BodyWriter.WriteAsync(said, call.Http.RequestAborted);
            return;
        }
        response.StatusCode = status;
        response.ContentType = answer.Content.Headers.ContentType?.ToString() ?? "application/json";
        await CopyAsync(call, body, upstream, clock);
    }

    /// <summary>Passes bytes on as they come: an object, or the events of a response in the making.</summary>
    private static async Task CopyAsync(Call call, Stream body, Upstream upstream, AttemptClock clock)
    {
        while (true)
        {
            clock.Begin(upstream.Provider.Timeouts.IdleMs);
            var read = await body.ReadAsync(call.Http.Response.BodyWriter.GetMemory(4096), clock.Token);
            if (read == 0) return;
            call.Http.Response.BodyWriter.Advance(read);
            await call.Http.Response.BodyWriter.FlushAsync(clock.Token);
        }
    }

    private async Task<byte[]> ReadAsync(Stream body, Upstream upstream, AttemptClock clock)
    {
        clock.Begin(upstream.Provider.Timeouts.IdleMs);
        using var memory = new MemoryStream();
        var buffer = new byte[4096];
        while (memory.Length <= options.MaxAnswerBytes && await body.ReadAsync(buffer, clock.Token) is > 0 and var read) memory.Write(buffer, 0, read);
        return memory.ToArray();
    }
}
