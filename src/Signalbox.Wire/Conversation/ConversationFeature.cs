namespace Signalbox.Wire.Conversation;

/// <summary>
/// What one dialect can say and another may not be able to. Readers note what a request uses; each outbound dialect has a rule for each
/// (<see cref="DialectRules"/>), so that nothing is dropped in silence.
/// </summary>
public enum ConversationFeature
{
    /// <summary>Instructions after the first turn of the user.</summary>
    LateInstructions,

    /// <summary>A name on a turn.</summary>
    ParticipantName,

    /// <summary>The conversation ends with a turn of the assistant, which the model is to go on from.</summary>
    Prefill,

    /// <summary>An image by address.</summary>
    ImageUrl,

    /// <summary>An image in the request itself.</summary>
    ImageInline,

    /// <summary>An image that lies at one provider.</summary>
    ImageFile,

    /// <summary>How closely to look at an image.</summary>
    ImageDetail,

    /// <summary>A document by address.</summary>
    DocumentUrl,

    /// <summary>A document in the request itself.</summary>
    DocumentInline,

    /// <summary>A document that lies at one provider.</summary>
    DocumentFile,

    /// <summary>Citations of documents asked for.</summary>
    Citations,

    /// <summary>Sound in.</summary>
    AudioInput,

    /// <summary>Sound out.</summary>
    AudioOutput,

    /// <summary>Video in.</summary>
    Video,

    /// <summary>Functions that the model may call.</summary>
    Tools,

    /// <summary>Arguments must match the schema exactly.</summary>
    StrictTools,

    /// <summary>Tools that take raw text.</summary>
    CustomTools,

    /// <summary>Tools that the provider itself runs (web search, code, files, computer).</summary>
    HostedTools,

    /// <summary>A tool, or one certain tool, must be called.</summary>
    ForcedTool,

    /// <summary>Only some of the tools may be called.</summary>
    AllowedTools,

    /// <summary>Tools are described but must not be called.</summary>
    DisabledTools,

    /// <summary>At most one, or any number of tools in one turn, in so many words.</summary>
    ParallelToolCalls,

    /// <summary>An image in the result of a tool.</summary>
    ToolResultImage,

    /// <summary>A document in the result of a tool.</summary>
    ToolResultDocument,

    /// <summary>A result that is marked as a failure.</summary>
    ToolResultError,

    /// <summary>The result of a search for tools, which names one.</summary>
    ToolReference,

    /// <summary>The answer must be some JSON object.</summary>
    JsonMode,

    /// <summary>The answer must be JSON of a schema.</summary>
    JsonSchema,

    /// <summary>The caller sets no bound on the tokens of the answer.</summary>
    NoBound,

    /// <summary>Texts at which the answer ends.</summary>
    StopSequences,

    /// <summary>Sampling temperature.</summary>
    Temperature,

    /// <summary>Nucleus sampling.</summary>
    TopP,

    /// <summary>Sampling among the likeliest tokens only.</summary>
    TopK,

    /// <summary>Frequency and presence penalties.</summary>
    Penalties,

    /// <summary>A seed for sampling.</summary>
    Seed,

    /// <summary>A bias on certain tokens.</summary>
    LogitBias,

    /// <summary>Probabilities of tokens asked for.</summary>
    Logprobs,

    /// <summary>More than one answer asked for.</summary>
    Choices,

    /// <summary>How hard to think, in words.</summary>
    ReasoningEffort,

    /// <summary>How hard to think, in tokens.</summary>
    ReasoningBudget,

    /// <summary>Earlier thoughts, handed back.</summary>
    ReasoningHistory,

    /// <summary>How wordy to be.</summary>
    Verbosity,

    /// <summary>A guess of the answer, to speed it up.</summary>
    Prediction,

    /// <summary>Marks of what to cache.</summary>
    CacheControl,

    /// <summary>A key that routes to a cache.</summary>
    PromptCacheKey,

    /// <summary>The caller's own user.</summary>
    User,

    /// <summary>Free pairs.</summary>
    Metadata,

    /// <summary>The processing tier.</summary>
    ServiceTier,

    /// <summary>Whether the provider keeps the answer.</summary>
    Store,

    /// <summary>Automatic trimming of the context by the provider.</summary>
    ContextManagement,

    /// <summary>Content of a kind that we do not know, in a turn that the model is to answer: instructions, the user's words, the results of tools.</summary>
    UnknownContent,

    /// <summary>A field that the caller's dialect has and we do not know, or such content in an earlier answer.</summary>
    Unknown,
}
