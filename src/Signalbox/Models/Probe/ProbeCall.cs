using System.Text.Json;
using Signalbox.Core.Assets;
using Signalbox.Egress;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Models.Probe;

/// <summary>Sends the calls of a probe, as the data plane would, within bounds on time and size.</summary>
internal sealed class ProbeCall(HttpMessageInvoker invoker, ProbeTarget target)
{
    /// <summary>Long enough for the longest lists of models.</summary>
    private const int LargestBody = 4 * 1024 * 1024;

    private const int LongestQuote = 200;

    private readonly string _baseUrl = target.BaseUrl.TrimEnd('/');
    private readonly TextRedaction _redaction = new(target.Credential is { } credential ? [credential] : [], []);

    /// <summary>
    /// <c>GET /models</c> (https://platform.openai.com/docs/api-reference/models/list, https://docs.anthropic.com/en/api/models-list, where
    /// the list has pages of 20 unless more are asked for).
    /// </summary>
    public Task<ProbeAnswer> ListModelsAsync(CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, IsAnthropic ? "/models?limit=1000" : "/models", null, cancellationToken);

    /// <summary>A call for one token: what it says is the same in OpenAI's and in Anthropic's words.</summary>
    public Task<ProbeAnswer> ChatAsync(string model, CancellationToken cancellationToken)
    {
        var name = JsonEncodedText.Encode(model);
        return SendAsync(
            HttpMethod.Post,
            ChatPath,
            $$"""{"model":"{{name}}","messages":[{"role":"user","content":"ping"}],"max_tokens":1}""",
            cancellationToken);
    }

    /// <summary>Where calls go.</summary>
    public string ChatPath => IsAnthropic ? "/messages" : "/chat/completions";

    private bool IsAnthropic => target.Kind == ProviderKind.Anthropic;

    private async Task<ProbeAnswer> SendAsync(
        HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, _baseUrl + path);
        foreach (var (name, value) in target.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (target.Credential is { } credential)
            request.Headers.TryAddWithoutValidation(IsAnthropic ? "x-api-key" : "Authorization", IsAnthropic ? credential : $"Bearer {credential}");
        if (IsAnthropic)
            request.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(target.AnswerTimeout);
        try
        {
            using var response = await invoker.SendAsync(request, limit.Token);
            var bytes = await ReadAsync(response, limit.Token);
            return new ProbeAnswer((int)response.StatusCode, bytes, null, Quote(response, bytes));
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
