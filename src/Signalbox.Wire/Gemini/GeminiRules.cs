using Signalbox.Wire.Conversation;
using static Signalbox.Wire.Conversation.ConversationFeature;
using static Signalbox.Wire.Conversation.FeatureTreatment;

namespace Signalbox.Wire.Gemini;

/// <summary>What happens to each feature on its way into Google's <c>generateContent</c> (https://ai.google.dev/api/generate-content).</summary>
public static class GeminiRules
{
    /// <summary>The rules.</summary>
    public static DialectRules Table { get; } = new(
        "Google Gemini",
        new(LateInstructions, Emulated, "Instructions after the first turn become text of the user inside <system-reminder>."),
        new(ParticipantName, Dropped, "Contents have no names of participants."),
        new(Prefill, Kept, "The model goes on from its last turn; newer models refuse that and are asked by a turn of the user to go on, which is named."),
        new(ImageUrl, Mapped, "Becomes fileData with the address, which the provider fetches."),
        new(ImageInline, Mapped, "Becomes inlineData."),
        new(ImageFile, Rejected, "A file that lies at another provider cannot be read."),
        new(ImageDetail, Dropped, "How closely to look is left to the model."),
        new(DocumentUrl, Mapped, "Becomes fileData with the address, which the provider fetches."),
        new(DocumentInline, Mapped, "Becomes inlineData, without the document's name."),
        new(DocumentFile, Rejected, "A file that lies at another provider cannot be read."),
        new(Citations, Dropped, "Citations are not carried over from one dialect to another."),
        new(AudioInput, Mapped, "Becomes inlineData."),
        new(AudioOutput, Rejected, "Sound is not carried over into the answer."),
        new(Video, Rejected, "Video is not carried over from one dialect to another."),
        new(ConversationFeature.Tools, Mapped, "Functions become functionDeclarations with parametersJsonSchema."),
        new(StrictTools, Mapped, "Becomes functionCallingConfig.mode VALIDATED, for all tools of the request."),
        new(CustomTools, Emulated, "A custom tool becomes a function with one string named input, and its grammar a part of the description."),
        new(HostedTools, Dropped, "Tools that a provider runs itself are not carried over."),
        new(ForcedTool, Mapped, "A tool that must be called becomes functionCallingConfig.mode ANY, with its name where it is a certain one."),
        new(AllowedTools, Mapped, "Tools that are not allowed are left out, and the mode becomes the choice among the others."),
        new(DisabledTools, Mapped, "Tools that must not be called become functionCallingConfig.mode NONE."),
        new(ParallelToolCalls, Dropped, "The model judges for itself how many tools it calls in one turn."),
        new(ToolResultImage, Mapped, "Becomes a part of the functionResponse; on models before Gemini 3, or by address, a part after the results."),
        new(ToolResultDocument, Mapped, "Becomes a part of the functionResponse; on models before Gemini 3, or by address, a part after the results."),
        new(ToolResultError, Mapped, "The text of a failed result stands under error instead of output."),
        new(ToolReference, Emulated, "All tools are offered at once, and the one that was found is named in the text of the result."),
        new(JsonMode, Mapped, "Becomes responseMimeType; beside a tool that must be called it is left out, and beside other tools on models before Gemini 3 an instruction takes its place, both of which is named."),
        new(ConversationFeature.JsonSchema, Mapped, "Becomes responseJsonSchema; beside a tool that must be called it is left out, and beside other tools on models before Gemini 3 an instruction takes its place, both of which is named."),
        new(NoBound, Kept, "The bound is left to the model."),
        new(ConversationFeature.StopSequences, Mapped, "Becomes stopSequences; of more than five, the most that is taken, the first five are sent, which is named."),
        new(ConversationFeature.Temperature, Kept, "Stays as it is; left out, and named, for newer models, which have their own."),
        new(ConversationFeature.TopP, Mapped, "Becomes topP; left out, and named, for newer models, which have their own."),
        new(ConversationFeature.TopK, Mapped, "Becomes topK, at most 64; left out, and named, for newer models, which have their own."),
        new(Penalties, Mapped, "Become presencePenalty and frequencyPenalty, under 2; left out, and named, for the models that refuse them."),
        new(ConversationFeature.Seed, Mapped, "Becomes seed, of which 32 bits count."),
        new(LogitBias, Dropped, "There is no bias on tokens."),
        new(Logprobs, Rejected, "Probabilities of tokens are not carried over into the answer."),
        new(Choices, Rejected, "One answer is carried over to a request."),
        new(ReasoningEffort, Mapped, "Becomes thinkingLevel on Gemini 3 and later and thinkingBudget on Gemini 2.5; where a model cannot stop thinking it thinks least, and where it cannot think it is left out, and named."),
        new(ReasoningBudget, Mapped, "Becomes thinkingBudget within the bounds of the model on Gemini 2.5, and the nearest thinkingLevel on later ones; left out, and named, for models that cannot think."),
        new(ReasoningHistory, Mapped, "Gemini's own signatures go back to the calls and texts they came with; the thoughts themselves are left out, and so, named, are those of other providers."),
        new(ConversationFeature.Verbosity, Dropped, "There is no measure of wordiness."),
        new(Prediction, Dropped, "There is no guess of the answer; it only serves speed."),
        new(CacheControl, Dropped, "Caches are found by the prompt itself."),
        new(ConversationFeature.PromptCacheKey, Dropped, "Caches are found by the prompt itself."),
        new(ConversationFeature.User, Dropped, "Requests have no user."),
        new(ConversationFeature.Metadata, Dropped, "Requests keep no free pairs."),
        new(ConversationFeature.ServiceTier, Dropped, "The tiers of one provider mean nothing to another."),
        new(Store, Dropped, "Answers are not kept to be fetched again."),
        new(ContextManagement, Dropped, "Trimming of the context is not carried over from one dialect to another."),
        new(UnknownContent, Rejected, "The gateway does not know this kind of content, and the answer would mean something else without it."),
        new(Unknown, Dropped, "What the gateway does not know is left out."));
}
