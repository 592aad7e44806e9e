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

    /// <summary>The kinds this version can send calls to.</summary>
    public static IReadOnlyList<string> Supported { get; } = ["openai", "openai_compatible", "anthropic", "demo"];

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

    /// <summary>The base URL a provider of this kind has when none is given; null where one must be given.</summary>
    public static string? DefaultBaseUrl(ProviderKind kind) => kind switch
    {
        ProviderKind.OpenAI => "https://api.openai.com/v1",
        ProviderKind.Anthropic => "https://api.anthropic.com/v1",
        ProviderKind.Demo => "http://demo.invalid/v1",
        _ => null,
    };
}
