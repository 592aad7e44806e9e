using System.Text.Json;
using Signalbox.Core.Assets;
using Signalbox.Models.Upstreams;
using Signalbox.Wire.AnthropicMessages;

namespace Signalbox.Models.Probe;

/// <summary>What a probe asks of one kind of provider: a list of models where there is one, and the smallest call to a model.</summary>
internal sealed record ProbeApi
{
    private const string AnyGeminiModel = "gemini-2.5-flash";

    /// <summary>Path of the list of models, after the base URL; null where the API has none.</summary>
    public string? ListPath { get; init; }

    /// <summary>The member of the list's object that holds the models.</summary>
    public string ListMember { get; init; } = "data";

    /// <summary>The member of a model that holds its name.</summary>
    public string NameMember { get; init; } = "id";

    /// <summary>What the names in the list begin with, and those in calls do not.</summary>
    public string NamePrefix { get; init; } = "";

    /// <summary>Whether the list holds just those models that can be called; else only a call tells.</summary>
    public bool ListsCallable { get; init; } = true;

    /// <summary>Path of a call to a model.</summary>
    public required Func<string, string> CallPath { get; init; }

    /// <summary>Body of a call that asks for one token, or for none.</summary>
    public required Func<string, string> CallBody { get; init; }

    /// <summary>A name of no model, to call where there is no list: an API that refuses it as unknown has accepted the credential. Null where that says nothing.</summary>
    public string? NoModel { get; init; }

    /// <summary>Headers of the protocol.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>OpenAI's (https://platform.openai.com/docs/api-reference/models/list), and that of all compatible servers.</summary>
    public static ProbeApi OpenAI { get; } = new()
    {
        ListPath = "/models",
        CallPath = static _ => "/chat/completions",
        CallBody = static model => OneToken(model),
    };

    /// <summary>Anthropic's (https://docs.anthropic.com/en/api/models-list), whose list has pages of 20 unless more are asked for.</summary>
    private static ProbeApi Anthropic { get; } = OpenAI with
    {
        ListPath = "/models?limit=1000",
        CallPath = static _ => "/messages",
        Headers = new Dictionary<string, string> { ["anthropic-version"] = "2023-06-01" },
    };

    /// <summary>The one for a provider.</summary>
    public static ProbeApi For(Provider provider)
    {
        var addresses = new UpstreamAddresses(provider);
        string Path(UpstreamOperation operation, string model) => addresses.For(operation, model).AbsoluteUri[new Uri(provider.BaseUrl).AbsoluteUri.TrimEnd('/').Length..];
        return provider.Kind switch
        {
            ProviderKind.Anthropic => Anthropic,
            // The list of Azure holds what could be deployed, not what is.
            ProviderKind.AzureOpenAI => OpenAI with
            {
                ListPath = provider.ApiVersion is { } version ? $"/openai/models?api-version={version}" : "/openai/v1/models",
                ListsCallable = false,
                CallPath = model => Path(UpstreamOperation.ChatCompletions, model),
                CallBody = model => OneToken(model).Replace("max_tokens", "max_completion_tokens", StringComparison.Ordinal),
            },
            ProviderKind.Gemini => new ProbeApi
            {
                ListPath = "/models?pageSize=1000",
                ListMember = "models",
                NameMember = "name",
                NamePrefix = "models/",
                CallPath = model => CountPath(Path(UpstreamOperation.Generate, model)),
                CallBody = static _ => CountBody,
            },
            ProviderKind.Vertex => new ProbeApi
            {
                CallPath = model => VertexModels.IsAnthropic(model) ? Path(UpstreamOperation.Messages, model) : CountPath(Path(UpstreamOperation.Generate, model)),
                CallBody = static model => VertexModels.IsAnthropic(model) ? ClaudeBody : CountBody,
                NoModel = AnyGeminiModel,
            },
            ProviderKind.Bedrock => new ProbeApi
            {
                CallPath = model => Path(UpstreamOperation.Converse, model),
                CallBody = static _ => """{"messages":[{"role":"user","content":[{"text":"ping"}]}],"inferenceConfig":{"maxTokens":1}}""",
                NoModel = "signalbox.connection-test",
            },
            _ => OpenAI,
        };
    }

    /// <summary>The names in a list of models; null when the body is no such list.</summary>
    public List<string>? ReadList(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty(ListMember, out var models) || models.ValueKind != JsonValueKind.Array)
                return null;
            var names = new List<string>();
            foreach (var model in models.EnumerateArray())
                if (model.ValueKind == JsonValueKind.Object && model.TryGetProperty(NameMember, out var name) && name.ValueKind == JsonValueKind.String)
                    names.Add(name.GetString() is { } text && text.StartsWith(NamePrefix, StringComparison.Ordinal) ? text[NamePrefix.Length..] : name.GetString()!);
            return names;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Counting tokens costs nothing (https://ai.google.dev/api/tokens).</summary>
    private static string CountPath(string generatePath) => generatePath.Replace(":generateContent", ":countTokens", StringComparison.Ordinal);

    private static string CountBody => """{"contents":[{"role":"user","parts":[{"text":"ping"}]}]}""";

    private static string ClaudeBody => $$"""{"anthropic_version":"{{VertexMessages.Version}}","messages":[{"role":"user","content":"ping"}],"max_tokens":1}""";

    /// <summary>What it says is the same in OpenAI's and in Anthropic's words.</summary>
    private static string OneToken(string model) =>
        $$"""{"model":"{{JsonEncodedText.Encode(model)}}","messages":[{"role":"user","content":"ping"}],"max_tokens":1}""";
}
