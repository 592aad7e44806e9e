using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.BedrockConverse;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;
using Testing.Upstream;

namespace Gateway.Tests.Matrix;

/// <summary>What the columns of the matrix are.</summary>
internal static class MatrixKinds
{
    private static readonly DialectRules OpenAI = ChatRules.For(ChatServers.OpenAI);
    private static readonly DialectRules AzureOpenAI = ChatRules.For(ChatServers.Find("azure_openai")!);

    /// <summary>All of them, with the names that the page shows.</summary>
    public static IReadOnlyDictionary<MatrixKind, string> Titles { get; } = new Dictionary<MatrixKind, string>
    {
        [MatrixKind.OpenAI] = "openai",
        [MatrixKind.OpenAIResponsesOnly] = "openai, responses only",
        [MatrixKind.AzureOpenAI] = "azure_openai",
        [MatrixKind.OpenAICompatible] = "openai_compatible",
        [MatrixKind.Anthropic] = "anthropic",
        [MatrixKind.Gemini] = "gemini",
        [MatrixKind.Vertex] = "vertex",
        [MatrixKind.VertexClaude] = "vertex, Claude",
        [MatrixKind.Bedrock] = "bedrock",
    };

    /// <summary>The API in which a kind is spoken to.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="thinks">Whether the model reasons: OpenAI's are then called by responses for callers of messages, so that thoughts survive.</param>
    public static UpstreamApi ApiOf(MatrixKind kind, MatrixCaller caller, bool thinks) => kind switch
    {
        MatrixKind.OpenAIResponsesOnly => UpstreamApi.Responses,
        MatrixKind.OpenAI or MatrixKind.AzureOpenAI when caller == MatrixCaller.Responses || (caller == MatrixCaller.Messages && thinks) => UpstreamApi.Responses,
        MatrixKind.Anthropic or MatrixKind.VertexClaude => UpstreamApi.Messages,
        MatrixKind.Gemini or MatrixKind.Vertex => UpstreamApi.Gemini,
        MatrixKind.Bedrock => UpstreamApi.Converse,
        _ => UpstreamApi.Chat,
    };

    /// <summary>The API that a caller speaks.</summary>
    public static UpstreamApi ApiOf(MatrixCaller caller) => caller switch
    {
        MatrixCaller.ChatCompletions => UpstreamApi.Chat,
        MatrixCaller.Responses => UpstreamApi.Responses,
        _ => UpstreamApi.Messages,
    };

    /// <summary>The rules of the gateway for that API at a provider of that kind.</summary>
    public static DialectRules RulesOf(MatrixKind kind, UpstreamApi api) => api switch
    {
        UpstreamApi.Responses => ResponsesRules.Table,
        UpstreamApi.Messages => MessagesRules.For(kind == MatrixKind.VertexClaude ? MessagesServer.Vertex : MessagesServer.Anthropic),
        UpstreamApi.Gemini => GeminiRules.Table,
        UpstreamApi.Converse => ConverseRules.Table,
        _ => kind switch
        {
            MatrixKind.OpenAI => OpenAI,
            MatrixKind.AzureOpenAI => AzureOpenAI,
            _ => ChatRules.Table,
        },
    };

    /// <summary>The model of a kind as its provider names it.</summary>
    public static string UpstreamModel(MatrixKind kind, bool thinks) => kind switch
    {
        MatrixKind.OpenAI or MatrixKind.OpenAIResponsesOnly or MatrixKind.AzureOpenAI => thinks ? "gpt-5.1" : "gpt-4.1",
        MatrixKind.OpenAICompatible => thinks ? "glm-thinking" : "glm",
        MatrixKind.Anthropic => "claude-sonnet-4-5",
        MatrixKind.VertexClaude => "claude-sonnet-4-5@20250929",
        MatrixKind.Bedrock => "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
        _ => thinks ? "gemini-3-pro-preview" : "gemini-2.0-flash",
    };
}
