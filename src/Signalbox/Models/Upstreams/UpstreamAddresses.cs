using System.Collections.Concurrent;
using Signalbox.Core.Assets;

namespace Signalbox.Models.Upstreams;

/// <summary>Where the calls of one provider go. Where the model is a part of the address, each model's is made once. Thread-safe.</summary>
internal sealed class UpstreamAddresses(Provider provider)
{
    private readonly Uri?[] _fixed = new Uri?[Enum.GetValues<UpstreamOperation>().Length];
    private readonly ConcurrentDictionary<(UpstreamOperation Operation, string Model), Uri> _byModel = new();

    /// <summary>Host of all of them, with the port where it is not the scheme's own.</summary>
    public string Authority { get; } = new Uri(provider.BaseUrl).Authority;

    /// <summary>The address of an operation on a model.</summary>
    public Uri For(UpstreamOperation operation, string model)
    {
        // Two threads may make the same address at the same time; either will do.
        if (_fixed[(int)operation] is { } known) return known;
        if (!HasModel(operation)) return _fixed[(int)operation] = new Uri(Write(operation, ""));
        return _byModel.TryGetValue((operation, model), out var made)
            ? made
            : _byModel.GetOrAdd((operation, model), static (key, self) => new Uri(self.Write(key.Operation, key.Model)), this);
    }

    /// <summary>Whether a model's name is a part of the address.</summary>
    private bool HasModel(UpstreamOperation operation) =>
        provider.Kind is ProviderKind.Gemini && operation is not UpstreamOperation.Embeddings
        || provider.Kind is ProviderKind.Vertex or ProviderKind.Bedrock
        || provider is { Kind: ProviderKind.AzureOpenAI, ApiVersion: not null } && operation is not UpstreamOperation.Responses;

    private string Write(UpstreamOperation operation, string model) => provider.Kind switch
    {
        ProviderKind.AzureOpenAI => Azure(operation, model),
        ProviderKind.Gemini => Gemini(operation, model),
        ProviderKind.Vertex => Vertex(operation, model),
        ProviderKind.Bedrock => Bedrock(operation, model),
        _ => provider.BaseUrl + Path(operation),
    };

    private static string Path(UpstreamOperation operation) => operation switch
    {
        UpstreamOperation.ChatCompletions => "/chat/completions",
        UpstreamOperation.Responses => "/responses",
        UpstreamOperation.Embeddings => "/embeddings",
        UpstreamOperation.Messages or UpstreamOperation.StreamMessages => "/messages",
        UpstreamOperation.TokenCount => "/messages/count_tokens",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "OpenAI's and Anthropic's APIs have no such operation."),
    };

    /// <summary>
    /// The undated API takes the deployment as the model; the dated one has it in the address
    /// (https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle, https://learn.microsoft.com/azure/ai-foundry/openai/reference).
    /// </summary>
    private string Azure(UpstreamOperation operation, string model)
    {
        if (provider.ApiVersion is not { } version) return $"{provider.BaseUrl}/openai/v1{Path(operation)}";
        var deployment = operation == UpstreamOperation.Responses ? "" : $"/deployments/{Uri.EscapeDataString(model)}";
        return $"{provider.BaseUrl}/openai{deployment}{Path(operation)}?api-version={Uri.EscapeDataString(version)}";
    }

    /// <summary>https://ai.google.dev/api/generate-content; embeddings go to Google's own endpoint in OpenAI's words (https://ai.google.dev/gemini-api/docs/openai).</summary>
    private string Gemini(UpstreamOperation operation, string model) =>
        operation == UpstreamOperation.Embeddings ? $"{provider.BaseUrl}/openai/embeddings"
        : $"{provider.BaseUrl}/{GooglePath(model)}{GoogleVerb(operation)}";

    /// <summary>
    /// https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference; for Claude
    /// https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude, whose tokens are counted at one address for all models.
    /// </summary>
    private string Vertex(UpstreamOperation operation, string model)
    {
        var path = model.StartsWith("publishers/", StringComparison.Ordinal) || model.StartsWith("endpoints/", StringComparison.Ordinal)
            ? EscapePath(model)
            : $"publishers/{(VertexModels.IsAnthropic(model) ? "anthropic" : "google")}/{GooglePath(model)}";
        if (operation == UpstreamOperation.TokenCount) path = "publishers/anthropic/models/count-tokens";
        // Express mode has neither (https://cloud.google.com/vertex-ai/generative-ai/docs/start/express-mode/overview).
        var place = provider.Project is null ? "" : $"projects/{provider.Project}/locations/{provider.Location ?? "global"}/";
        return $"{provider.BaseUrl}/v1/{place}{path}{GoogleVerb(operation)}";
    }

    /// <summary>A model's name may come with its collection: <c>models/x</c>, <c>tunedModels/x</c>.</summary>
    private static string GooglePath(string model) =>
        model.Contains('/', StringComparison.Ordinal) ? EscapePath(model) : $"models/{Escape(model)}";

    private static string EscapePath(string path) => string.Join('/', path.Split('/').Select(Escape));

    /// <summary>Google's own pages and clients leave the mark before a version as it is.</summary>
    private static string Escape(string part) => Uri.EscapeDataString(part).Replace("%40", "@", StringComparison.Ordinal);

    private static string GoogleVerb(UpstreamOperation operation) => operation switch
    {
        UpstreamOperation.Generate => ":generateContent",
        UpstreamOperation.StreamGenerate => ":streamGenerateContent?alt=sse",
        UpstreamOperation.Messages or UpstreamOperation.TokenCount => ":rawPredict",
        UpstreamOperation.StreamMessages => ":streamRawPredict",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Google's API has no such operation."),
    };

    /// <summary>
    /// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html; a model may be an ARN, whose slashes and colons are escaped.
    /// </summary>
    private string Bedrock(UpstreamOperation operation, string model) => operation switch
    {
        UpstreamOperation.Converse => $"{provider.BaseUrl}/model/{Uri.EscapeDataString(model)}/converse",
        UpstreamOperation.ConverseStream => $"{provider.BaseUrl}/model/{Uri.EscapeDataString(model)}/converse-stream",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Bedrock's API has no such operation."),
    };
}
