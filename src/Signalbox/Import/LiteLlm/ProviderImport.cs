using Signalbox.Core.Assets;

namespace Signalbox.Import.LiteLlm;

/// <summary>Makes the provider that a member of <c>model_list</c> is served by: whose account, where, with which credential, and how patiently.</summary>
internal sealed class ProviderImport(ImportReport report, SecretReferences secrets, BaseUrls baseUrls, CloudAccounts clouds, CallBounds bounds)
{
    /// <summary>Keys that only fill the field for servers that want none.</summary>
    private static readonly string[] NoKeys = ["none", "empty", "dummy", "not-needed"];

    /// <summary>Headers that a provider's <c>headers</c> may not name.</summary>
    private static readonly string[] OwnHeaders =
        ["authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie", "host", "content-length", "content-type", "transfer-encoding", "connection"];

    /// <summary>What the name of a header has in it whose value is to be kept secret.</summary>
    private static readonly string[] SecretWords = ["key", "token", "secret", "auth", "password", "credential"];

    /// <summary>The providers: more than one where LiteLLM spreads an entry over several organizations of OpenAI. Empty when there is a problem.</summary>
    /// <param name="entry">The member.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="upstream">Whom its model means.</param>
    /// <param name="problem">Why there can be none; null when there is one.</param>
    public IReadOnlyList<ImportedProvider> Read(LiteLlmNode entry, Parameters parameters, KnownUpstream upstream, out string? problem)
    {
        var apiBase = parameters.Take("api_base", "base_url", "aws_bedrock_runtime_endpoint");
        if (upstream.Kind == "openai" && apiBase is not null && !IsOpenAI(apiBase.Text)) upstream = KnownUpstreams.OpenAICompatible;
        var baseUrl = baseUrls.Read(apiBase, upstream, entry, out problem);
        if (problem is not null) return [];
        if (baseUrl is not null && baseUrl.Url == ProviderKinds.DefaultBaseUrl(ProviderKinds.Parse(upstream.Kind)!.Value)) baseUrl = null;

        var credential = parameters.Take("litellm_credential_name");
        var provider = bounds.Apply(parameters, new ImportedProvider
        {
            Label = upstream.Label,
            Kind = upstream.Kind,
            Hint = credential?.Text,
            BaseUrl = baseUrl,
        });
        provider = upstream.Kind switch
        {
            "azure_openai" => clouds.Azure(entry, parameters, provider),
            "vertex" => clouds.Vertex(entry, parameters, provider),
            "bedrock" => clouds.Bedrock(entry, parameters, provider),
            _ => provider,
        };
        if (provider.ApiKey is null && upstream.Kind is not ("vertex" or "bedrock")) provider = provider with { ApiKey = Key(entry, parameters, upstream, apiBase) };
        if (baseUrl is not null) provider = provider with { Hint = provider.Hint ?? Hint(baseUrl) };
        provider = provider with { Headers = Headers(parameters, upstream) };
        return upstream.Kind == "openai" && parameters.Take("organization") is { } organizations
            ? [.. (organizations.Items ?? [organizations]).Select(o => WithOrganization(o, provider))]
            : [provider];
    }

    private string? Key(LiteLlmNode entry, Parameters parameters, KnownUpstream upstream, LiteLlmNode? apiBase)
    {
        if (parameters.Take("api_key") is { Text.Length: > 0 } key)
        {
            if (!NoKeys.Contains(key.Text.Trim().ToLowerInvariant())) return secrets.For(key, $"{SecretReferences.VariablePart(upstream.Label)}_KEY");
            report.Changed(key, "It only says that there is no key; left out.");
            return null;
        }
        if (upstream.KeyVariable is { } variable)
        {
            report.Changed(entry, $"There is no api_key, so LiteLLM reads `{variable}`; written so.");
            return $"${{{variable}}}";
        }
        if (upstream == KnownUpstreams.OpenAICompatible)
            report.Changed(apiBase ?? entry, "There is no api_key. LiteLLM would send OpenAI's key to this server; Signalbox sends none. Give the provider an api_key if it needs one.");
        return null;
    }

    private List<KeyValuePair<string, string>> Headers(Parameters parameters, KnownUpstream upstream)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var source in new[] { parameters.Take("extra_headers"), parameters.Take("headers"), parameters.Take("default_headers") }.OfType<LiteLlmNode>())
            foreach (var (name, value) in source.TakeAll().Fields ?? new Dictionary<string, LiteLlmNode>())
            {
                if (OwnHeaders.Contains(name.ToLowerInvariant()))
                    report.Missing(value, "Signalbox sets this header itself.", "A credential belongs in the provider's `api_key`.");
                else if (value.Text is not { Length: > 0 and <= 4096 } text || text.Any(c => c is < ' ' or > '~')
                    || name.Length is 0 or > 128 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
                    report.Missing(value, "A header is a name of letters, digits, - and _ with a printable ASCII value.", "Add it to the provider's `headers` in a valid form.");
                else if (headers.Exists(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase)))
                    report.Missing(value, "The same header stands twice; the first was taken.", "Keep one.");
                else
                    headers.Add(new(name, IsSecret(name) ? secrets.For(value, $"{SecretReferences.VariablePart(upstream.Label)}_{SecretReferences.VariablePart(name)}") : value.Written!));
            }
        return headers;
    }

    private ImportedProvider WithOrganization(LiteLlmNode organization, ImportedProvider provider)
    {
        report.Changed(organization, "OpenAI's organization is a header of the provider.");
        return provider with { Hint = provider.Hint ?? organization.Text, Headers = [.. provider.Headers, new("OpenAI-Organization", organization.Written ?? "")] };
    }

    private static bool IsOpenAI(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Host == "api.openai.com" || uri.Host.EndsWith(".api.openai.com", StringComparison.Ordinal));

    private static bool IsSecret(string header) =>
        SecretWords.Any(word => header.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>What tells this address from others: Azure's resource, else the host.</summary>
    private static string? Hint(BaseUrl url) => Uri.TryCreate(url.Url, UriKind.Absolute, out var uri)
        ? uri.Host.EndsWith(".azure.com", StringComparison.OrdinalIgnoreCase) ? uri.Host.Split('.')[0] : uri.Host
        : null;
}
