using Signalbox.Wire.Conversation;
using static Signalbox.Wire.Conversation.ConversationFeature;
using static Signalbox.Wire.Conversation.FeatureTreatment;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>What <see cref="ChatConversationWriter"/> does with each feature, for servers in general and for one of them.</summary>
public static class ChatRules
{
    /// <summary>The table for any compatible server (<see cref="ChatServers.Generic"/>).</summary>
    public static DialectRules Table { get; } = new(
        "Chat Completions",
        [
            new(LateInstructions, Kept, "Instructions stand where they were sent, as a message with the role system."),
            new(ParticipantName, Kept, "It is sent as the message's name."),
            new(Prefill, Emulated, "The beginning of the answer is sent as the last message of the assistant; some servers go on from it, others answer anew."),
            new(ImageUrl, Kept, "The address is sent as image_url."),
            new(ImageInline, Mapped, "The image is sent as a data: URL in image_url."),
            new(ImageFile, Rejected, "Chat Completions takes images by address or inline, not by file id."),
            new(ImageDetail, Kept, "It is sent as image_url.detail."),
            new(DocumentUrl, Rejected, "Chat Completions takes documents inline or by file id, not by address."),
            new(DocumentInline, Mapped, "The document is sent as a file part with a data: URL; plain text is sent as text."),
            new(DocumentFile, Kept, "The id is sent as file.file_id and must lie at the upstream's account."),
            new(Citations, Dropped, "Chat Completions cannot ask for citations, so the answer comes without them."),
            new(AudioInput, Kept, "It is sent as input_audio."),
            new(AudioOutput, Rejected, "An answer in sound does not survive the translation."),
            new(Video, Rejected, "Chat Completions has no video."),
            new(Tools, Kept, "They are sent as tools of the type function, in the same order."),
            new(StrictTools, Kept, "It is sent as function.strict."),
            new(CustomTools, Emulated, "A tool that takes raw text is sent as a function with one string named input."),
            new(HostedTools, Dropped, "Tools that a provider runs itself exist at that provider only, so the model answers without them."),
            new(ForcedTool, Kept, "It is sent as tool_choice."),
            new(AllowedTools, Mapped, "Tools that are not allowed are left out, and the mode becomes the choice among the others."),
            new(DisabledTools, Kept, "It is sent as tool_choice none."),
            new(ParallelToolCalls, Kept, "It is sent as parallel_tool_calls when there are tools."),
            new(ToolResultImage, Emulated, "A message of a tool holds text only, so its images follow in a message of the user that names the call."),
            new(ToolResultDocument, Emulated, "A message of a tool holds text only, so its documents follow in a message of the user that names the call."),
            new(ToolResultError, Emulated, "Chat Completions has no mark for a failed tool, so the result's text begins with \"Error: \"."),
            new(ToolReference, Emulated, "All tools are offered at once, and the one that was found is named in the text of the result."),
            new(JsonMode, Kept, "It is sent as response_format json_object."),
            new(JsonSchema, Kept, "It is sent as response_format json_schema."),
            new(NoBound, Kept, "The bound is left to the server."),
            new(StopSequences, Kept, "They are sent as stop."),
            new(Temperature, Kept, "It is sent as temperature."),
            new(TopP, Kept, "It is sent as top_p."),
            new(TopK, Dropped, "Chat Completions does not know top_k and OpenAI refuses it; tokens are sampled among all."),
            new(Penalties, Kept, "They are sent as frequency_penalty and presence_penalty."),
            new(Seed, Kept, "It is sent as seed."),
            new(LogitBias, Dropped, "The numbers of tokens belong to one model's vocabulary and are not carried over."),
            new(Logprobs, Rejected, "A translated answer carries no probabilities."),
            new(Choices, Rejected, "A translated answer is one answer."),
            new(ReasoningEffort, Mapped, "It is sent as reasoning_effort, max as high; a model told not to reason, or to judge for itself, is sent none."),
            new(ReasoningBudget, Mapped, "A budget of up to 2,048 tokens is sent as reasoning_effort low, up to 8,192 as medium, and more as high."),
            new(ReasoningHistory, Mapped, "Earlier thoughts are sent as reasoning_content of the assistant's message, without signatures; withheld ones are left out, and named."),
            new(Verbosity, Kept, "It is sent as verbosity."),
            new(Prediction, Dropped, "A guess of the answer only speeds it up, and is not carried over."),
            new(CacheControl, Dropped, "Servers of this dialect cache prefixes by themselves and know no marks."),
            new(PromptCacheKey, Kept, "It is sent as prompt_cache_key."),
            new(User, Kept, "It is sent as user."),
            new(Metadata, Dropped, "OpenAI takes metadata only with answers that it keeps, and other servers refuse it."),
            new(ServiceTier, Mapped, "OpenAI's words are sent as service_tier, Anthropic's standard_only as default."),
            new(Store, Dropped, "A translated answer is not kept by the provider."),
            new(ContextManagement, Dropped, "Servers of this dialect do not trim the context by themselves."),
            new(UnknownContent, Rejected, "The gateway does not know this kind of content, and the answer would mean something else without it."),
            new(Unknown, Dropped, "What is not known cannot be said in another dialect."),
        ]);

    /// <summary>The table for one server.</summary>
    public static DialectRules For(ChatServer server) => new(Table.Dialect, [.. Table.All.Select(rule => For(rule.Feature, server))]);

    /// <summary>The rule for one feature and one server.</summary>
    public static FeatureRule For(ConversationFeature feature, ChatServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return ChatServerRules.Find(feature, server) is var (treatment, explanation) ? new FeatureRule(feature, treatment, explanation) : Table[feature];
    }
}
