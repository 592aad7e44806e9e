using System.Text.Json.Nodes;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

/// <summary>Whatever the server: what is written is JSON, and what is asked for is in it or declared as left out or brought about by other means.</summary>
public sealed class ChatServerPropertyTests
{
    public static TheoryData<string> Names => [.. ChatServers.All.Select(server => server.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_lost_in_silence(string name) => Property.Holds(
        json =>
        {
            var server = ChatServers.Find(name)!;
            var request = ChatDialect.Read(ChatDialect.WriteText(new RandomConversation(json).Make()));
            var rules = ChatRules.For(server);
            var omitted = ChatConversationWriter.Omits(request, server);

            var written = ChatDialect.Write(request, askForUsage: true, server);

            foreach (var feature in request.Uses.Select(use => use.Feature).Distinct())
            {
                var isDeclared = omitted.Contains(feature) || rules[feature].Treatment is FeatureTreatment.Dropped or FeatureTreatment.Emulated or FeatureTreatment.Rejected;
                if (!isDeclared && !(IsOfTools(feature) && HasFewerTools(request, server)))
                    IsWritten(feature, written, server).ShouldBeTrue($"{feature} is neither written nor declared: {written.ToJsonString()}");
            }
        },
        cases: 100);

    private static bool HasFewerTools(ConversationRequest request, ChatServer server) => request.ToolChoice.Mode switch
    {
        ToolChoiceMode.None => !server.DisabledTools,
        ToolChoiceMode.Named => server.ForcedTool != ChatForcedTool.Choice,
        _ => false,
    };

    private static bool IsOfTools(ConversationFeature feature) =>
        feature is ConversationFeature.Tools or ConversationFeature.StrictTools or ConversationFeature.ParallelToolCalls;

    private static bool IsWritten(ConversationFeature feature, JsonNode written, ChatServer server)
    {
        var text = written.ToJsonString();
        return feature switch
        {
            ConversationFeature.ParticipantName => written["messages"]!.AsArray().Any(message => message!["name"] is not null),
            ConversationFeature.LateInstructions => written["messages"]!.AsArray().Skip(1).Any(message => (string?)message!["role"] is "system" or "developer"),
            ConversationFeature.Prefill => (string?)written["messages"]!.AsArray()[^1]!["role"] == "assistant",
            ConversationFeature.ImageUrl or ConversationFeature.ImageInline => text.Contains("image_url", StringComparison.Ordinal),
            ConversationFeature.ImageDetail => text.Contains("\"detail\":", StringComparison.Ordinal),
            ConversationFeature.DocumentInline => text.Contains("file_data", StringComparison.Ordinal),
            ConversationFeature.AudioInput => text.Contains("input_audio", StringComparison.Ordinal),
            ConversationFeature.Tools => written["tools"] is not null,
            ConversationFeature.StrictTools => written["tools"]!.ToJsonString().Contains("\"strict\":", StringComparison.Ordinal),
            ConversationFeature.ForcedTool or ConversationFeature.DisabledTools => written["tool_choice"] is not null,
            ConversationFeature.ParallelToolCalls => written["parallel_tool_calls"] is not null,
            ConversationFeature.JsonMode or ConversationFeature.JsonSchema => written["response_format"] is not null,
            ConversationFeature.StopSequences => written["stop"] is not null,
            ConversationFeature.Temperature => written["temperature"] is not null,
            ConversationFeature.TopP => written["top_p"] is not null,
            ConversationFeature.Penalties => written["frequency_penalty"] is not null || written["presence_penalty"] is not null,
            ConversationFeature.Seed => written[server.SeedField!] is not null,
            ConversationFeature.ReasoningEffort => written[server.EffortField ?? "chat_template_kwargs"] is not null,
            ConversationFeature.ReasoningHistory => text.Contains($"\"{server.HistoryField}\":", StringComparison.Ordinal),
            ConversationFeature.Verbosity => written["verbosity"] is not null,
            ConversationFeature.PromptCacheKey => written["prompt_cache_key"] is not null,
            ConversationFeature.User => written[server.UserField!] is not null,
            ConversationFeature.ServiceTier => written["service_tier"] is not null,
            _ => false,
        };
    }
}
