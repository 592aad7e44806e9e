using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.BedrockConverse;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.Fuzz;

/// <summary>All that a request can be written in.</summary>
/// <param name="Name">For the message of a failure.</param>
/// <param name="Rules">What is judged first.</param>
/// <param name="Omits">What is left out beside.</param>
/// <param name="Write">Writes it.</param>
internal sealed record FuzzTarget(string Name, DialectRules Rules, Func<ConversationRequest, IReadOnlyList<ConversationFeature>> Omits, Action<ConversationRequest, Utf8JsonWriter> Write)
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. ChatServers.All.Select(server => new FuzzTarget(
            $"chat at {server.Name}", ChatRules.For(server), request => ChatConversationWriter.Omits(request, server),
            (request, json) => ChatConversationWriter.Write(request, "m", askForUsage: true, server, json))),
        .. new[] { "gpt-5", "gpt-4o", "my-deployment" }.Select(model => new FuzzTarget(
            $"responses with {model}", ResponsesRules.Table, request => ResponsesConversationWriter.Omits(request, model),
            (request, json) => ResponsesConversationWriter.Write(request, model, json))),
        .. new[] { "claude-sonnet-4-5", "claude-opus-4-7", "claude-3-haiku" }.SelectMany(model => Enum.GetValues<MessagesServer>().Select(server => new FuzzTarget(
            $"messages with {model} at {server}", MessagesRules.For(server), request => MessagesConversationWriter.Omits(request, model, 8192),
            (request, json) => MessagesConversationWriter.Write(request, model, server, 8192, json)))),
        .. new[] { "gemini-2.5-flash", "gemini-3-pro-preview", "gemini-3.6-flash" }.SelectMany(model => Enum.GetValues<GeminiServer>().Select(server => new FuzzTarget(
            $"{model} at {server}", GeminiRules.Table, request => GeminiConversationWriter.Omits(request, model, server),
            (request, json) => GeminiConversationWriter.Write(request, model, server, json)))),
        .. new[] { "anthropic.claude-sonnet-4-5-20250929-v1:0", "amazon.nova-2-lite-v1:0", "openai.gpt-oss-120b-1:0", "arn:aws:bedrock:eu-central-1:1:application-inference-profile/x" }.Select(model => new FuzzTarget(
            $"converse with {model}", ConverseRules.Table, request => ConverseConversationWriter.Omits(request, model, 4096),
            (request, json) => ConverseConversationWriter.Write(request, model, 4096, json))),
    ];

    /// <summary>The readers of callers' requests, each behind the scanner that a body must have passed first.</summary>
    public static IReadOnlyList<(string Name, Func<byte[], bool> Scan, Func<JsonElement, ConversationRequest, RequestDefect?> Read)> Callers { get; } =
    [
        ("chat", body => ChatRequestScanner.TryScan(body, out _, out _), ChatConversationReader.Read),
        ("responses", body => ResponsesRequestScanner.TryScan(body, out _, out _), ResponsesConversationReader.Read),
        ("messages", body => MessagesRequestScanner.TryScan(body, out _, out _), MessagesConversationReader.Read),
    ];
}
