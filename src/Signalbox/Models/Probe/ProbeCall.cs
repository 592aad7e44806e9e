using System.Text;
using Signalbox.Egress;
using Signalbox.Models.Upstreams.Credentials;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Models.Probe;

/// <summary>Sends the calls of a probe, as the data plane would, within bounds on time and size.</summary>
internal sealed class ProbeCall(HttpMessageInvoker invoker, ProbeTarget target)
{
    /// <summary>Long enough for the longest lists of models.</summary>
    private const int LargestBody = 4 * 1024 * 1024;

    private const int LongestQuote = 200;

    private readonly string _baseUrl = target.BaseUrl.TrimEnd('/');
    private readonly TextRedaction _redaction = new(target.Credential.Secrets, []);

    /// <summary>Asks for the list of models.</summary>
    public Task<ProbeAnswer> ListModelsAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, target.Api.ListPath!, "", cancellationToken);

    /// <summary>The smallest call to a model.</summary>
    public Task<ProbeAnswer> CallAsync(string model, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, target.Api.CallPath(model), target.Api.CallBody(model), cancellationToken);

    private async Task<ProbeAnswer> SendAsync(HttpMethod method, string path, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, _baseUrl + path);
        foreach (var (name, value) in target.Api.Headers.Concat(target.Headers))
            request.Headers.TryAddWithoutValidation(name, value);
        var bytes = Encoding.UTF8.GetBytes(body);
        if (bytes.Length > 0)
            request.Content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } };

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(target.AnswerTimeout);
        try
        {
            await target.Credential.ProveAsync(request, bytes, limit.Token);
            using var response = await invoker.SendAsync(request, limit.Token);
            var answer = await ReadAsync(response, limit.Token);
            return new ProbeAnswer((int)response.StatusCode, answer, null, Quote(response, answer));
        }
        catch (UpstreamCredentialException missing)
        {
            return new ProbeAnswer(null, [], $"{missing.Message}: {_redaction.Apply(missing.InnerException!.Message)}", "");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested
            && (limit.IsCancellationRequested || EgressFailures.Classify(e) != EgressFailure.Unknown))
        {
            var reason = limit.IsCancellationRequested
                ? $"nothing within {target.AnswerTimeout.TotalSeconds:0.#} s."
                : Explain(e);
            return new ProbeAnswer(null, [], reason, "");
        }
    }

    private string Explain(Exception exception) => EgressFailures.Classify(exception) switch
    {
        EgressFailure.Refused => EgressFailures.Refusal(exception)!.Message,
        EgressFailure.Reset => "the connection was closed before the answer was complete.",
        EgressFailure.InvalidResponse => "what came is not HTTP.",
        EgressFailure.ConnectTimeout => "a second connection could not be opened in time.",
        _ => _redaction.Apply(exception.Message),
    };

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (body.Length < LargestBody && await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            body.Write(buffer, 0, read);
        return body.ToArray();
    }

    /// <summary>The provider's own words, or where it redirects to, without anything secret.</summary>
    private string Quote(HttpResponseMessage response, byte[] body)
    {
        if (response.Headers.Location is { } location)
        {
            // The query of a redirect may hold a token.
            var place = location.IsAbsoluteUri ? location.GetLeftPart(UriPartial.Path) : location.OriginalString.Split('?', '#')[0];
            return $" to {WithoutUser(place)}";
        }

        if (ProbeAnswer.ErrorField(body, "message") is not { Length: > 0 } message)
            return "";
        var safe = new string([.. _redaction.Apply(message).Select(c => char.IsControl(c) ? ' ' : c)]);
        return $": \"{(safe.Length > LongestQuote ? safe[..LongestQuote] + "…" : safe)}\"";
    }

    private static string WithoutUser(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.UserInfo.Length > 0
            ? url.Replace(absolute.UserInfo + "@", "", StringComparison.Ordinal)
            : url;
}
