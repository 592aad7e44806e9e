using Signalbox.Wire.Conversation;
using static Signalbox.Wire.Conversation.ConversationFeature;
using static Signalbox.Wire.Conversation.FeatureTreatment;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>What happens to each feature on its way into Anthropic's Messages (https://docs.anthropic.com/en/api/messages).</summary>
public static class MessagesRules
{
    /// <summary>The rules of a server.</summary>
    public static DialectRules For(MessagesServer server) => server == MessagesServer.Vertex ? AtVertex : Table;

    /// <summary>The rules of Anthropic's own.</summary>
    public static DialectRules Table { get; } = new(
        "Anthropic Messages",
        new(LateInstructions, Emulated, "Instructions after the first turn become text of the user inside <system-reminder>."),
        new(ParticipantName, Dropped, "Messages have no names of participants."),
        new(Prefill, Kept, "The model goes on from the last turn of the assistant; its trailing white space is cut, and thinking is left out; models from 4.6 on refuse that and are asked by a turn of the user to go on, which is named."),
        new(ImageUrl, Kept, "Images go by address, and the provider fetches them."),
        new(ImageInline, Kept, "Images go as base64."),
        new(ImageFile, Rejected, "A file that lies at another provider cannot be read."),
        new(ImageDetail, Dropped, "Images are always looked at in full."),
        new(DocumentUrl, Kept, "Documents go by address, and the provider fetches them."),
        new(DocumentInline, Kept, "PDF goes as base64 and text as text."),
        new(DocumentFile, Rejected, "A file that lies at another provider cannot be read."),
        new(Citations, Dropped, "Citations are not carried over from one dialect to another."),
        new(AudioInput, Rejected, "Messages take no sound."),
        new(AudioOutput, Rejected, "Messages answer without sound."),
        new(Video, Rejected, "Messages take no video."),
        new(ConversationFeature.Tools, Kept, "Functions are tools with an input_schema."),
        new(StrictTools, Kept, "Strict tools stay strict, on the models that have structured outputs."),
        new(CustomTools, Emulated, "A custom tool becomes a function with one string named input, and its grammar a part of the description."),
        new(HostedTools, Dropped, "Tools that a provider runs itself are not carried over."),
        new(ForcedTool, Mapped, "A tool that must be called becomes tool_choice any or tool; thinking is then left out, and named."),
        new(AllowedTools, Mapped, "Tools that are not allowed are left out, and the mode becomes the choice among the others."),
        new(DisabledTools, Mapped, "Tools that must not be called become tool_choice none."),
        new(ParallelToolCalls, Mapped, "Becomes tool_choice.disable_parallel_tool_use."),
        new(ToolResultImage, Kept, "Results of tools may hold images."),
        new(ToolResultDocument, Kept, "Results of tools may hold documents."),
        new(ToolResultError, Kept, "A failed result is marked with is_error."),
        new(ToolReference, Emulated, "All tools are offered at once, and the one that was found is named in the text of the result."),
        new(JsonMode, Emulated, "An instruction asks for one JSON object and nothing else."),
        new(ConversationFeature.JsonSchema, Mapped, "The schema becomes output_config.format, on the models that have structured outputs."),
        new(NoBound, Mapped, "Messages want a bound: where the caller sets none it is the output_tokens of the deployment; where those are not known either it is 8,192, which is named."),
        new(ConversationFeature.StopSequences, Mapped, "Becomes stop_sequences; at those of white space only, which are refused, the gateway ends the answer, which is named."),
        new(ConversationFeature.Temperature, Mapped, "Values above 1 become 1; with thinking, and for models from 4.7 on, it is left out, and named, since it is refused."),
        new(ConversationFeature.TopP, Kept, "Stays as it is; a value under 0.95 with thinking, any beside a temperature for models from 4.1 on, and any for those from 4.7 on, is left out, and named, since it is refused."),
        new(ConversationFeature.TopK, Kept, "Stays as it is; with thinking, and for models from 4.7 on, it is left out, and named, since it is refused."),
        new(Penalties, Dropped, "Messages have no penalties on tokens."),
        new(ConversationFeature.Seed, Dropped, "Messages have no seed."),
        new(LogitBias, Dropped, "Messages have no bias on tokens."),
        new(Logprobs, Rejected, "Messages tell no probabilities of tokens."),
        new(Choices, Rejected, "Messages give one answer to a request."),
        new(ReasoningEffort, Mapped, "Becomes adaptive thinking with output_config.effort on newer Claude models, a budget for thinking on the others; left out, and named, where a tool that must be called, the history or the bound of the answer would have it refused."),
        new(ReasoningBudget, Mapped, "Becomes thinking.budget_tokens, at least 1024 and less than max_tokens; newer Claude models judge for themselves."),
        new(ReasoningHistory, Kept, "Thoughts that Claude signed are handed back; others are left out, and named, since they are refused."),
        new(ConversationFeature.Verbosity, Dropped, "Messages have no measure of wordiness."),
        new(Prediction, Dropped, "Messages take no guess of the answer; it only serves speed."),
        new(CacheControl, Kept, "Marks stay where they are."),
        new(ConversationFeature.PromptCacheKey, Dropped, "Caches are found by the prompt itself."),
        new(ConversationFeature.User, Mapped, "Becomes metadata.user_id."),
        new(ConversationFeature.Metadata, Dropped, "Messages keep no free pairs."),
        new(ConversationFeature.ServiceTier, Dropped, "The tiers of one provider mean nothing to another."),
        new(Store, Dropped, "Messages are not kept to be fetched again."),
        new(ContextManagement, Dropped, "Trimming of the context is not carried over from one dialect to another."),
        new(UnknownContent, Rejected, "The gateway does not know this kind of content, and the answer would mean something else without it."),
        new(Unknown, Dropped, "What the gateway does not know is left out."));

    /// <summary>What Vertex AI takes otherwise: https://github.com/anthropics/anthropic-sdk-typescript/tree/main/packages/vertex-sdk refuses such documents too.</summary>
    private static DialectRules AtVertex { get; } = new(
        "Anthropic Messages at Vertex AI",
        [.. Table.All.Select(rule => rule.Feature == DocumentUrl ? new FeatureRule(DocumentUrl, Rejected, "Vertex AI fetches no documents for Claude; send them inline.") : rule)]);
}
