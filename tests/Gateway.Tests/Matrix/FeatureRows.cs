using Signalbox.Wire.Conversation;
using Testing.Upstream;
using static Gateway.Tests.Matrix.CellTreatment;
using static Gateway.Tests.Matrix.MatrixFeature;
using Rule = Signalbox.Wire.Conversation.ConversationFeature;

namespace Gateway.Tests.Matrix;

/// <summary>All rows, in the order of the page. A test demands a case for every cell of each.</summary>
internal static class FeatureRows
{
    /// <summary>Rules without a row of their own: what nobody knows cannot be listed, and a bound that is not set, or a tool that was found, is no feature of a request.</summary>
    public static IReadOnlyList<Rule> Unlisted { get; } = [Rule.Unknown, Rule.UnknownContent, Rule.NoBound, Rule.ToolReference];

    /// <summary>The rows.</summary>
    public static IReadOnlyList<FeatureRow> All { get; } =
    [
        new(Text, "text"),
        new(SystemInstructions, "system role"),
        new(DeveloperInstructions, "developer role") { Fields = Said(chat: "", responses: "") },
        new(SeveralTurns, "several turns"),
        Row(LateInstructions, "instructions between turns", Rule.LateInstructions, chat: "messages[]", responses: "input[]", messages: "messages"),
        Row(ParticipantName, "name of a participant", Rule.ParticipantName, chat: "messages[].name"),
        Row(Prefill, "beginning of the answer given", Rule.Prefill, chat: "messages[]", responses: "input[]", messages: "messages"),
        Row(ImageUrl, "image by address", Rule.ImageUrl, chat: "messages[].content[].image_url", responses: "input[].content[].image_url", messages: "messages.content"),
        Row(ImageInline, "image inline", Rule.ImageInline, chat: "messages[].content[].image_url", responses: "input[].content[].image_url", messages: "messages.content"),
        Row(ImageFile, "image as a file of the provider's", Rule.ImageFile, responses: "input[].content[].file_id", messages: "messages.content"),
        Row(ImageDetail, "detail of an image", Rule.ImageDetail, chat: "messages[].content[].image_url.detail", responses: "input[].content[].detail"),
        Row(DocumentUrl, "PDF by address", Rule.DocumentUrl, responses: "input[].content[].file_url", messages: "messages.content"),
        Row(DocumentInline, "PDF inline", Rule.DocumentInline, chat: "messages[].content[].file", responses: "input[].content[].file_data", messages: "messages.content"),
        Row(DocumentFile, "PDF as a file of the provider's", Rule.DocumentFile, chat: "messages[].content[].file", responses: "input[].content[].file_id", messages: "messages.content"),
        Row(Citations, "citations", Rule.Citations, messages: "messages.content.citations"),
        Row(AudioInput, "sound in", Rule.AudioInput, chat: "messages[].content[].input_audio"),
        Row(AudioOutput, "sound out", Rule.AudioOutput, chat: "audio"),
        Row(Video, "video", Rule.Video, chat: "messages[].content[]"),
        Row(Tools, "tools", Rule.Tools, chat: "tools", responses: "tools", messages: "tools"),
        Row(StrictTools, "strict tools", Rule.StrictTools, chat: "tools[].function.strict", responses: "tools[].strict", messages: "tools.strict"),
        Row(CustomTools, "custom tools", Rule.CustomTools, chat: "tools[]", responses: "tools[]"),
        Row(HostedTools, "tools of the provider's", Rule.HostedTools, chat: "web_search_options", responses: "tools[]", messages: "tools"),
        Row(RequiredTool, "some tool forced", Rule.ForcedTool, chat: "tool_choice", responses: "tool_choice", messages: "tool_choice"),
        Row(ForcedTool, "one certain tool forced", Rule.ForcedTool, chat: "tool_choice", responses: "tool_choice", messages: "tool_choice"),
        Row(AllowedTools, "some tools allowed", Rule.AllowedTools, chat: "tool_choice.allowed_tools", responses: "tool_choice.tools"),
        Row(DisabledTools, "tools disabled", Rule.DisabledTools, chat: "tool_choice", responses: "tool_choice", messages: "tool_choice"),
        Row(OneToolAtATime, "no parallel calls", Rule.ParallelToolCalls, chat: "parallel_tool_calls", responses: "parallel_tool_calls", messages: "tool_choice.disable_parallel_tool_use"),
        new(ToolCalls, "parallel calls in the answer"),
        new(ToolResults, "calls and results in the history"),
        Row(ToolResultImage, "image in a tool's result", Rule.ToolResultImage, responses: "input[].output[]", messages: "messages.content.content"),
        Row(ToolResultDocument, "PDF in a tool's result", Rule.ToolResultDocument, responses: "input[].output[]", messages: "messages.content.content"),
        Row(ToolResultError, "failed tool", Rule.ToolResultError, messages: "messages.content.is_error"),
        Row(JsonMode, "JSON mode", Rule.JsonMode, chat: "response_format", responses: "text.format"),
        Row(JsonSchema, "JSON of a schema", Rule.JsonSchema, chat: "response_format", responses: "text.format", messages: "output_config.format"),
        Row(StopSequences, "stop sequences", Rule.StopSequences, chat: "stop", messages: "stop_sequences"),
        Row(Temperature, "temperature", Rule.Temperature, chat: "temperature", responses: "temperature", messages: "temperature"),
        Row(TopP, "top_p", Rule.TopP, chat: "top_p", responses: "top_p", messages: "top_p"),
        Row(TopK, "top_k", Rule.TopK, messages: "top_k"),
        Row(Penalties, "penalties", Rule.Penalties, chat: "frequency_penalty,presence_penalty"),
        Row(Seed, "seed", Rule.Seed, chat: "seed"),
        Row(LogitBias, "bias on tokens", Rule.LogitBias, chat: "logit_bias"),
        Row(Logprobs, "probabilities of tokens", Rule.Logprobs, chat: "logprobs", responses: "top_logprobs"),
        Row(Choices, "several answers", Rule.Choices, chat: "n"),
        new(Bound, "bound on tokens"),
        Row(ReasoningEffort, "effort of reasoning", Rule.ReasoningEffort, chat: "reasoning_effort", responses: "reasoning.effort", messages: "output_config.effort") with { Thinks = true },
        Row(ReasoningBudget, "budget of reasoning", Rule.ReasoningBudget, messages: "thinking.budget_tokens") with { Thinks = true },
        Row(ReasoningOff, "reasoning switched off", Rule.ReasoningEffort, chat: "reasoning_effort", responses: "reasoning.effort", messages: "thinking") with
        {
            // Servers that nothing is known of may refuse the word.
            Thinks = true, Otherwise = (_, api) => api == UpstreamApi.Chat ? Dropped : null,
        },
        new(Thoughts, "thoughts shown") { Thinks = true },
        Row(ThoughtsHandedBack, "thoughts and their proof handed back", Rule.ReasoningHistory, chat: "messages[].reasoning_content", responses: "input[]", messages: "messages.content") with { Thinks = true },
        Row(ThoughtsWithheld, "withheld thoughts handed back", Rule.ReasoningHistory, chat: "messages[].thinking_blocks[]", responses: "input[]", messages: "messages.content") with
        {
            // Anthropic alone withholds thoughts, there and at Bedrock.
            Thinks = true, Otherwise = (_, api) => api is UpstreamApi.Messages or UpstreamApi.Converse ? Kept : Unsaid,
        },
        Row(CacheControl, "marks of what to cache", Rule.CacheControl, messages: "tools.cache_control,system.cache_control,messages.content.cache_control"),
        Row(PromptCacheKey, "key of a cache", Rule.PromptCacheKey, chat: "prompt_cache_key", responses: "prompt_cache_key"),
        new(CachedTokens, "tokens read from a cache"),
        new(CacheWriteTokens, "tokens written to a cache") { Otherwise = (_, api) => api is UpstreamApi.Messages or UpstreamApi.Converse ? Mapped : Unsaid },
        Row(Verbosity, "verbosity", Rule.Verbosity, chat: "verbosity", responses: "text.verbosity") with { Thinks = true },
        Row(Prediction, "predicted answer", Rule.Prediction, chat: "prediction"),
        Row(User, "caller's own user", Rule.User, chat: "user", responses: "user", messages: "metadata.user_id"),
        Row(Metadata, "metadata", Rule.Metadata, chat: "metadata", responses: "metadata"),
        Row(ServiceTier, "service tier", Rule.ServiceTier, chat: "service_tier", responses: "service_tier", messages: "service_tier"),
        Row(Store, "answers kept", Rule.Store, chat: "store"),
        Row(ContextManagement, "trimming of the context", Rule.ContextManagement, responses: "truncation", messages: "context_management"),
        new(MatrixFeature.Usage, "usage"),
        new(UsageUntold, "usage that is not told"),
        new(EndAtBound, "end at the bound"),
        new(EndAtStopSequence, "end at a stop sequence")
        {
            Fields = Said(chat: "", messages: ""), Otherwise = (_, api) => api == UpstreamApi.Responses ? Emulated : Mapped,
        },
        new(ContentFilter, "content filter"),
        new(Refusal, "refusal"),
    ];

    /// <summary>The row of a feature.</summary>
    public static FeatureRow Of(MatrixFeature feature) => All.Single(row => row.Feature == feature);

    private static FeatureRow Row(MatrixFeature feature, string title, Rule rule, string? chat = null, string? responses = null, string? messages = null) =>
        new(feature, title) { Rule = rule, Fields = Said(chat, responses, messages) };

    private static Dictionary<MatrixCaller, string> Said(string? chat = null, string? responses = null, string? messages = null)
    {
        var fields = new Dictionary<MatrixCaller, string>();
        if (chat is not null) fields.Add(MatrixCaller.ChatCompletions, chat);
        if (responses is not null) fields.Add(MatrixCaller.Responses, responses);
        if (messages is not null) fields.Add(MatrixCaller.Messages, messages);
        return fields;
    }
}
