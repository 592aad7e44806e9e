using Signalbox.Wire.Conversation;
using static Signalbox.Wire.Conversation.ConversationFeature;
using static Signalbox.Wire.Conversation.FeatureTreatment;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// What happens to each feature on its way into Amazon Bedrock's Converse (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html).
/// </summary>
public static class ConverseRules
{
    /// <summary>The rules.</summary>
    public static DialectRules Table { get; } = new(
        "Amazon Bedrock Converse",
        new(LateInstructions, Emulated, "Instructions after the first turn become text of the user inside <system-reminder>."),
        new(ParticipantName, Dropped, "Converse has no names of participants."),
        new(Prefill, Kept, "The model goes on from the last turn of the assistant where it can; its trailing white space is cut, and thinking is left out; Claude from 4.6 on refuses that and is asked by a turn of the user to go on, which is named."),
        new(ImageUrl, Rejected, "Converse fetches no images; send them inline."),
        new(ImageInline, Kept, "Images go as bytes, in the formats png, jpeg, gif and webp."),
        new(ImageFile, Rejected, "A file that lies at another provider cannot be read."),
        new(ImageDetail, Dropped, "Images are always looked at in full."),
        new(DocumentUrl, Rejected, "Converse fetches no documents; send them inline."),
        new(DocumentInline, Mapped, "Documents go as bytes under a neutral name, which Converse demands; a text is put beside those that come without."),
        new(DocumentFile, Rejected, "A file that lies at another provider cannot be read."),
        new(Citations, Dropped, "Citations are not carried over from one dialect to another."),
        new(AudioInput, Rejected, "Sound is not sent to Converse."),
        new(AudioOutput, Rejected, "Converse answers without sound."),
        new(Video, Rejected, "Video is not sent to Converse."),
        new(ConversationFeature.Tools, Kept, "Functions become toolSpec with an inputSchema; a history of calls without tools gets them by their names, with an instruction to call none."),
        new(StrictTools, Kept, "Strict tools stay strict; on models without structured outputs the mark is left out, and named."),
        new(CustomTools, Emulated, "A custom tool becomes a function with one string named input, and its grammar a part of the description."),
        new(HostedTools, Dropped, "Tools that a provider runs itself are not carried over."),
        new(ForcedTool, Mapped, "A tool that must be called becomes toolChoice any or tool; the thinking of Claude is then left out, and named."),
        new(AllowedTools, Mapped, "Tools that are not allowed are left out, and the mode becomes the choice among the others."),
        new(DisabledTools, Emulated, "Tools that must not be called are left out; with calls in the history, which would then be refused, an instruction says so instead."),
        new(ParallelToolCalls, Dropped, "Converse has no word for how many tools may be called at once."),
        new(ToolResultImage, Kept, "Results of tools may hold images, on Claude and Nova models."),
        new(ToolResultDocument, Kept, "Results of tools may hold documents, on Claude and Nova models."),
        new(ToolResultError, Mapped, "A failed result has the status error on Claude and Nova models, and begins with Error: on the others."),
        new(ToolReference, Emulated, "All tools are offered at once, and the one that was found is named in the text of the result."),
        new(JsonMode, Emulated, "An instruction asks for one JSON object and nothing else."),
        new(ConversationFeature.JsonSchema, Mapped, "The schema becomes outputConfig.textFormat; on models without structured outputs an instruction asks for it."),
        new(NoBound, Mapped, "The bound is the output_tokens of the deployment, or left to the model; beside a budget for thinking it is 16,384."),
        new(ConversationFeature.StopSequences, Mapped, "Becomes inferenceConfig.stopSequences, without empty ones; at those of white space only, which Claude refuses, the gateway ends its answer, which is named."),
        new(ConversationFeature.Temperature, Mapped, "Values above 1 become 1; where the model refuses it, as with thinking, it is left out, and named."),
        new(ConversationFeature.TopP, Mapped, "Becomes inferenceConfig.topP; where the model refuses it, as Claude from 4.1 on does beside a temperature, it is left out, and named."),
        new(ConversationFeature.TopK, Mapped, "Goes in additionalModelRequestFields to Claude, Nova and Mistral models; for the others, and with thinking, it is left out, and named."),
        new(Penalties, Dropped, "Converse has no penalties on tokens."),
        new(ConversationFeature.Seed, Dropped, "Converse has no seed."),
        new(LogitBias, Dropped, "Converse has no bias on tokens."),
        new(Logprobs, Rejected, "Converse tells no probabilities of tokens."),
        new(Choices, Rejected, "Converse gives one answer to a request."),
        new(ReasoningEffort, Mapped, "Becomes thinking for Claude, reasoningConfig for Nova 2 and reasoning_effort for gpt-oss models; for the others, and where it would be refused, it is left out, and named."),
        new(ReasoningBudget, Mapped, "Becomes thinking.budget_tokens for Claude models that take one, and the nearest effort for Nova 2 and gpt-oss; for the others it is left out, and named."),
        new(ReasoningHistory, Kept, "Thoughts that Claude signed are handed back to Claude models; all others are left out."),
        new(ConversationFeature.Verbosity, Dropped, "Converse has no measure of wordiness."),
        new(Prediction, Dropped, "Converse takes no guess of the answer; it only serves speed."),
        new(CacheControl, Mapped, "Marks become cachePoint blocks behind what they mark on Claude models, and on Nova models except for tools; elsewhere they are left out, and named."),
        new(ConversationFeature.PromptCacheKey, Dropped, "Caches are found by the prompt itself."),
        new(ConversationFeature.User, Dropped, "Converse has no field for the caller's own user."),
        new(ConversationFeature.Metadata, Mapped, "Becomes requestMetadata, which the account's logs can be searched by; pairs that do not fit its bounds are left out, and named."),
        new(ConversationFeature.ServiceTier, Mapped, "The tiers flex, priority and default, and Anthropic's standard_only as default, become serviceTier; others are left out, and named."),
        new(Store, Dropped, "Bedrock keeps no answers to be fetched again."),
        new(ContextManagement, Dropped, "Trimming of the context is not carried over from one dialect to another."),
        new(UnknownContent, Rejected, "The gateway does not know this kind of content, and the answer would mean something else without it."),
        new(Unknown, Dropped, "What the gateway does not know is left out."));
}
