using Signalbox.Core.Assets;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Models.Upstreams;

/// <summary>
/// The value of <c>gen_ai.provider.name</c> for a provider: a well-known one of the conventions where there is one
/// (https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/), else a name of the same form.
/// </summary>
internal static class SystemName
{
    /// <summary>The name.</summary>
    /// <param name="kind">The provider's kind.</param>
    /// <param name="server">What is known of a compatible server.</param>
    public static string Of(ProviderKind kind, ChatServer server) => kind switch
    {
        ProviderKind.OpenAI => "openai",
        ProviderKind.AzureOpenAI => "azure.ai.openai",
        ProviderKind.Anthropic => "anthropic",
        ProviderKind.Gemini => "gcp.gemini",
        ProviderKind.Vertex => "gcp.vertex_ai",
        ProviderKind.Bedrock => "aws.bedrock",
        ProviderKind.Demo => "signalbox.demo",
        _ => OfServer(server.Name),
    };

    /// <summary>A server of which nothing more is known speaks OpenAI's API, and that is what the attribute tells first of all.</summary>
    private static string OfServer(string name) => name switch
    {
        "generic" => "openai",
        "azure_openai" => "azure.ai.openai",
        "mistral" => "mistral_ai",
        "xai" => "x_ai",
        "gemini" => "gcp.gemini",
        _ => name,
    };
}
