namespace Signalbox.Models.Upstreams.Credentials;

/// <summary>
/// A key of the Gemini API or of Vertex AI's express mode: in Google's header, or as bearer on the endpoint in OpenAI's words (https://ai.google.dev/gemini-api/docs/api-key,
/// https://ai.google.dev/gemini-api/docs/openai); never in the address, where logs would keep it.
/// </summary>
internal sealed class GoogleApiKey(string key) : UpstreamCredential
{
    private readonly string _bearer = $"Bearer {key}";

    public override IReadOnlyList<string> Secrets { get; } = [key];

    public override ValueTask ProveAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (request.RequestUri!.AbsolutePath.Contains("/openai/", StringComparison.Ordinal)) request.Headers.TryAddWithoutValidation("Authorization", _bearer);
        else request.Headers.TryAddWithoutValidation("x-goog-api-key", key);
        return default;
    }
}
