namespace Signalbox.Core.Assets;

/// <summary>The names of <see cref="ProviderKind"/> in YAML, API and database.</summary>
public static class ProviderKinds
{
    private static readonly (ProviderKind Kind, string Name)[] Names =
    [
        (ProviderKind.OpenAI, "openai"),
        (ProviderKind.OpenAICompatible, "openai_compatible"),
        (ProviderKind.Demo, "demo"),
        (ProviderKind.AzureOpenAI, "azure_openai"),
        (ProviderKind.Anthropic, "anthropic"),
        (ProviderKind.Gemini, "gemini"),
        (ProviderKind.Vertex, "vertex"),
        (ProviderKind.Bedrock, "bedrock"),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = Array.ConvertAll(Names, entry => entry.Name);

    /// <summary>The kind of that name, or null.</summary>
    public static ProviderKind? Parse(string? name)
    {
        foreach (var entry in Names)
            if (entry.Name == name)
                return entry.Kind;
        return null;
    }

    /// <summary>The name of the kind.</summary>
    public static string Name(ProviderKind kind) => Array.Find(Names, e => e.Kind == kind).Name;

    /// <summary>The APIs a provider of this kind is called by as they are: those among <see cref="ModelCapabilities.Chat"/> to <see cref="ModelCapabilities.Embeddings"/>.</summary>
    public static ModelCapabilities Apis(ProviderKind kind) => kind switch
    {
        ProviderKind.OpenAI or ProviderKind.AzureOpenAI => ModelCapabilities.Chat | ModelCapabilities.Responses | ModelCapabilities.Embeddings,
        ProviderKind.OpenAICompatible => ModelCapabilities.Chat | ModelCapabilities.Embeddings,
        ProviderKind.Demo => ModelCapabilities.Chat,
        ProviderKind.Anthropic => ModelCapabilities.Messages,
        ProviderKind.Gemini => ModelCapabilities.Embeddings,
        _ => ModelCapabilities.None,
    };

    /// <summary>The same for one model: at Vertex AI each publisher's models speak its own API.</summary>
    public static ModelCapabilities Apis(ProviderKind kind, string upstreamModel) =>
        kind == ProviderKind.Vertex && VertexModels.IsAnthropic(upstreamModel) ? ModelCapabilities.Messages : Apis(kind);

    /// <summary>The base URL a provider of this kind has when none is given; null where one must be given.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="region">Bedrock's region or Vertex AI's location, which their addresses begin with.</param>
    public static string? DefaultBaseUrl(ProviderKind kind, string? region = null) => kind switch
    {
        ProviderKind.OpenAI => "https://api.openai.com/v1",
        ProviderKind.Anthropic => "https://api.anthropic.com/v1",
        ProviderKind.Gemini => "https://generativelanguage.googleapis.com/v1beta",
        ProviderKind.Vertex when region is null or "global" => "https://aiplatform.googleapis.com",
        ProviderKind.Vertex when region is "us" or "eu" => $"https://aiplatform.{region}.rep.googleapis.com",
        ProviderKind.Vertex => $"https://{region}-aiplatform.googleapis.com",
        ProviderKind.Bedrock when region is not null => $"https://bedrock-runtime.{region}.amazonaws.com{(region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}",
        ProviderKind.Demo => "http://demo.invalid/v1",
        _ => null,
    };
}
