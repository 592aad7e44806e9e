using System.Globalization;
using Signalbox.Wire.Conversation;
using static Signalbox.Wire.Conversation.ConversationFeature;
using static Signalbox.Wire.Conversation.FeatureTreatment;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Where a server's own rule takes the place of <see cref="ChatRules.Table"/>'s: read from what its entry says and nothing else.</summary>
internal static class ChatServerRules
{
    public static (FeatureTreatment Treatment, string Explanation)? Find(ConversationFeature feature, ChatServer server) => feature switch
    {
        LateInstructions when !server.FreeOrder => (Emulated, "Instructions after the first turn are sent as the user's words, since roles must alternate."),
        ParticipantName when !server.ParticipantNames => Without(server, "names on messages"),
        Prefill when server.Prefill != ChatPrefill.Unsaid => (Mapped, $"The beginning of the answer is sent as the last message of the assistant, marked with {PrefillWord(server)}."),
        ImageUrl when !server.ImageAddresses => (Rejected, $"{server.Title} takes images inline only."),
        ImageDetail when !server.ImageDetail => Without(server, "detail of images"),
        JsonMode when !server.JsonObject => (Mapped, "It is sent as a json_schema that any object meets."),
        JsonSchema when !server.JsonSchema => (Emulated, "The schema is told to the model, and json_object asked for."),
        StopSequences when server.MostStops == 0 => Without(server, "stop sequences"),
        StopSequences when server.MostStops is { } most => (Kept, $"They are sent as stop, at most {most}; further ones are left out."),
        Temperature when server.MostTemperature is { } most => (Mapped, string.Create(CultureInfo.InvariantCulture, $"It is sent as temperature, at most {most}.")),
        TopK when server.TopK => (Kept, "It is sent as top_k."),
        Penalties when !server.Penalties => Without(server, "penalties"),
        Seed when server.SeedField is null => Without(server, "seed"),
        Seed when server.SeedField != "seed" => (Mapped, $"It is sent as {server.SeedField}."),
        Verbosity when !server.Verbosity => Without(server, "verbosity"),
        PromptCacheKey when !server.PromptCacheKey => Without(server, "prompt_cache_key"),
        User when server.UserField is null => Without(server, "user"),
        User when server.UserField != "user" => (Mapped, $"It is sent as {server.UserField}."),
        ServiceTier when !server.ServiceTier => Without(server, "words of OpenAI's for service_tier"),
        StrictTools or ForcedTool or DisabledTools or ParallelToolCalls => FindForTools(feature, server),
        ReasoningEffort or ReasoningBudget or ReasoningHistory => FindForReasoning(feature, server),
        _ => null,
    };

    private static (FeatureTreatment, string)? FindForTools(ConversationFeature feature, ChatServer server) => feature switch
    {
        StrictTools when !server.StrictTools => Without(server, "strict tools"),
        ForcedTool when server.ForcedTool == ChatForcedTool.Instruction => (Emulated, "The model is told to call it; of one certain tool only that one is sent."),
        ForcedTool when server.ForcedTool == ChatForcedTool.Word => (Mapped, $"It is sent as tool_choice {server.ForcedToolWord}; of one certain tool only that one is sent."),
        ForcedTool when server.ForcedToolEndsThinking => (Kept, "It is sent as tool_choice, with thinking switched off."),
        DisabledTools when !server.DisabledTools => (Emulated, "The tools are left out."),
        ParallelToolCalls when !server.ParallelToolCalls => Without(server, "parallel_tool_calls"),
        _ => null,
    };

    private static (FeatureTreatment, string)? FindForReasoning(ConversationFeature feature, ChatServer server)
    {
        if (feature == ReasoningHistory)
            return FindForHistory(server);
        if (feature == ReasoningBudget && server.BudgetField is { } bound)
            return (Kept, $"It is sent as {(server.EffortField == "reasoning" ? "reasoning." : "")}{bound}.");
        if (server.EffortField is null)
            return server.ThinkingSwitch == ChatThinkingSwitch.None ? Without(server, "effort of reasoning") : (Emulated, "Thinking is switched on or off; there is no measure between.");
        if (feature == ReasoningBudget)
            return null;
        var words = string.Join(", ", server.Efforts.Values.Distinct());
        return (Mapped, $"It is sent as {(server.EffortField == "reasoning" ? "reasoning.effort" : server.EffortField)}, in the nearest of the words {words}.");
    }

    private static (FeatureTreatment, string)? FindForHistory(ChatServer server) => server.HistoryField switch
    {
        null => Without(server, "earlier thoughts"),
        "reasoning_details" => (Kept, "Earlier thoughts are sent as reasoning_details of the assistant's message, with signatures and withheld ones."),
        var field when server.HistoryOfCallsOnly => (Mapped, $"Earlier thoughts are sent as {field} of the assistant's message where it called tools, without signatures; others are left out."),
        "reasoning_content" => null,
        var field => (Mapped, $"Earlier thoughts are sent as {field} of the assistant's message, without signatures; withheld ones are left out, and named."),
    };

    private static string PrefillWord(ChatServer server) => server.Prefill switch
    {
        ChatPrefill.Prefix => "prefix",
        ChatPrefill.Partial => "partial",
        _ => "continue_final_message on the request",
    };

    private static (FeatureTreatment, string) Without(ChatServer server, string what) => (Dropped, $"{server.Title} takes no {what}.");
}
