using Signalbox.Wire.Conversation;
using static Signalbox.Wire.Conversation.ConversationFeature;
using static Signalbox.Wire.Conversation.FeatureTreatment;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>What <see cref="ResponsesConversationWriter"/> does with each feature (https://platform.openai.com/docs/api-reference/responses/create).</summary>
public static class ResponsesRules
{
    /// <summary>The table.</summary>
    public static DialectRules Table { get; } = new(
        "OpenAI Responses",
        [
            new(LateInstructions, Mapped, "Instructions stand where they were sent, as a message with the role developer; those at the beginning become instructions."),
            new(ParticipantName, Dropped, "Responses has no names of participants."),
            new(Prefill, Emulated, "The beginning of the answer is sent as the last message of the assistant, after which the model answers anew."),
            new(ImageUrl, Kept, "The address is sent as image_url."),
            new(ImageInline, Mapped, "The image is sent as a data: URL in image_url."),
            new(ImageFile, Kept, "The id is sent as file_id and must lie at the upstream's account."),
            new(ImageDetail, Kept, "It is sent as detail."),
            new(DocumentUrl, Kept, "The address is sent as file_url."),
            new(DocumentInline, Mapped, "The document is sent as input_file with a data: URL; plain text is sent as text."),
            new(DocumentFile, Kept, "The id is sent as file_id and must lie at the upstream's account."),
            new(Citations, Dropped, "Citations are not carried over from one dialect to another."),
            new(AudioInput, Rejected, "Responses takes no sound."),
            new(AudioOutput, Rejected, "Responses answers without sound."),
            new(Video, Rejected, "Responses takes no video."),
            new(Tools, Kept, "They are sent as tools of the type function, in the same order."),
            new(StrictTools, Kept, "It is sent as strict; tools that are not strict are sent as such, since Responses would take them for strict."),
            new(CustomTools, Kept, "They are sent as tools of the type custom, with their grammar."),
            new(HostedTools, Dropped, "Tools that a provider runs itself are not carried over, so the model answers without them."),
            new(ForcedTool, Kept, "It is sent as tool_choice."),
            new(AllowedTools, Mapped, "Tools that are not allowed are left out, and the mode becomes the choice among the others."),
            new(DisabledTools, Kept, "It is sent as tool_choice none."),
            new(ParallelToolCalls, Kept, "It is sent as parallel_tool_calls when there are tools."),
            new(ToolResultImage, Kept, "It is sent in the output of the call."),
            new(ToolResultDocument, Kept, "It is sent in the output of the call."),
            new(ToolResultError, Emulated, "Responses has no mark for a failed tool, so the result's text begins with \"Error: \"."),
            new(ToolReference, Emulated, "All tools are offered at once, and the one that was found is named in the text of the result."),
            new(JsonMode, Mapped, "It is sent as text.format json_object, and the first instructions as messages, since the word JSON must occur in the input."),
            new(JsonSchema, Mapped, "It is sent as text.format json_schema."),
            new(NoBound, Kept, "The bound is left to the model."),
            new(StopSequences, Emulated, "Responses has none, so the gateway ends the answer where one comes up; the tokens after it are generated and counted all the same."),
            new(Temperature, Kept, "It is sent as temperature; where the model reasons it is left out, and named, since it is refused."),
            new(TopP, Kept, "It is sent as top_p; where the model reasons it is left out, and named, since it is refused."),
            new(TopK, Dropped, "Responses does not know top_k; tokens are sampled among all."),
            new(Penalties, Dropped, "Responses has no penalties on tokens."),
            new(Seed, Dropped, "Responses has no seed."),
            new(LogitBias, Dropped, "Responses has no bias on tokens."),
            new(Logprobs, Rejected, "A translated answer carries no probabilities."),
            new(Choices, Rejected, "Responses gives one answer to a request."),
            new(ReasoningEffort, Mapped, "It is sent as reasoning.effort, in the nearest word that the model takes; a model that cannot reason is not asked to, which is named."),
            new(ReasoningBudget, Mapped, "A budget of up to 2,048 tokens is sent as reasoning.effort low, up to 8,192 as medium, and more as high; a model that cannot reason is not asked to, which is named."),
            new(ReasoningHistory, Mapped, "Thoughts that a model of OpenAI had in a translated answer are sent as reasoning items before what they led to; others are left out, since they cannot be verified."),
            new(Verbosity, Mapped, "It is sent as text.verbosity; models before GPT-5 are not told, which is named."),
            new(Prediction, Dropped, "Responses takes no guess of the answer; it only serves speed."),
            new(CacheControl, Dropped, "OpenAI caches prefixes by itself and knows no marks."),
            new(PromptCacheKey, Mapped, "It is sent as prompt_cache_key, by its hash when it is longer than 64 characters."),
            new(User, Mapped, "It is sent as user, by its hash when it is longer than 64 characters."),
            new(Metadata, Kept, "It is sent as metadata."),
            new(ServiceTier, Mapped, "OpenAI's words are sent as service_tier, Anthropic's standard_only as default."),
            new(Store, Dropped, "A translated answer is not kept by the provider."),
            new(ContextManagement, Dropped, "Trimming of the context is not carried over from one dialect to another."),
            new(UnknownContent, Rejected, "The gateway does not know this kind of content, and the answer would mean something else without it."),
            new(Unknown, Dropped, "What is not known cannot be said in another dialect."),
        ]);
}
