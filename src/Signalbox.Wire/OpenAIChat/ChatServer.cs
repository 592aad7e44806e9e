using System.Collections.Frozen;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// What one kind of server takes of the chat completions of OpenAI, where such servers differ. Data, read from <c>chat-servers.json</c>: what a
/// server's entry does not say is as the properties begin, which is what compatible servers have in common.
/// </summary>
public sealed record ChatServer
{
    /// <summary>The efforts of reasoning of a server that says nothing else. Few models take xhigh and none here takes max: less effort serves the caller better than a refusal.</summary>
    private static readonly FrozenDictionary<string, string> CommonEfforts = new Dictionary<string, string>
    {
        ["minimal"] = "minimal",
        ["low"] = "low",
        ["medium"] = "medium",
        ["high"] = "high",
        ["xhigh"] = "xhigh",
        ["max"] = "high",
    }.ToFrozenDictionary();

    /// <summary>The name that settings use: <c>vllm</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name as its makers write it.</summary>
    public string Title { get; init; } = "";

    /// <summary>Hosts it is known by; one that begins with a dot stands for all below it. Empty for what runs anywhere.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The day its entry was last compared with its sources.</summary>
    public DateOnly Checked { get; init; }

    /// <summary>The public pages that its entry was written from.</summary>
    public IReadOnlyList<Uri> Sources { get; init; } = [];

    /// <summary>Name of the bound on the answer's tokens: <c>max_tokens</c> or <c>max_completion_tokens</c>.</summary>
    public string BoundField { get; init; } = "max_tokens";

    /// <summary>Role in which the application's newer kind of instructions goes: <c>system</c> or <c>developer</c>.</summary>
    public string DeveloperRole { get; init; } = "system";

    /// <summary>Whether instructions may follow after the first message of the user, and two messages of one role each other. Where not, they become the user's and are joined.</summary>
    public bool FreeOrder { get; init; } = true;

    /// <summary>Whether messages may carry their speaker's name.</summary>
    public bool ParticipantNames { get; init; } = true;

    /// <summary>Whether the content of a message that only calls tools may be null; else it is the empty string.</summary>
    public bool NullContent { get; init; } = true;

    /// <summary>How the server is told to go on from the last message of the assistant.</summary>
    public ChatPrefill Prefill { get; init; }

    /// <summary>Whether images may be given by their address. Where not, such a request is refused.</summary>
    public bool ImageAddresses { get; init; } = true;

    /// <summary>Whether <c>image_url.detail</c> counts.</summary>
    public bool ImageDetail { get; init; } = true;

    /// <summary>How a tool is forced.</summary>
    public ChatForcedTool ForcedTool { get; init; }

    /// <summary>The word that forces some tool: <c>required</c> or <c>any</c>.</summary>
    public string ForcedToolWord { get; init; } = "required";

    /// <summary>Whether a forced tool is refused while the model thinks, so that thinking is switched off for it.</summary>
    public bool ForcedToolEndsThinking { get; init; }

    /// <summary>Whether <c>tool_choice</c> may be <c>none</c>; where not, the tools are left out instead.</summary>
    public bool DisabledTools { get; init; } = true;

    /// <summary>Whether <c>parallel_tool_calls</c> counts.</summary>
    public bool ParallelToolCalls { get; init; } = true;

    /// <summary>Whether <c>function.strict</c> counts.</summary>
    public bool StrictTools { get; init; } = true;

    /// <summary>Length that ids of calls must have, in letters and digits only; null where any id will do.</summary>
    public int? CallIdLength { get; init; }

    /// <summary>Whether <c>response_format</c> may be a schema; where not, the schema is told to the model and any JSON object asked for.</summary>
    public bool JsonSchema { get; init; } = true;

    /// <summary>Whether <c>response_format</c> may be <c>json_object</c>; where not, a schema that any object meets is sent.</summary>
    public bool JsonObject { get; init; } = true;

    /// <summary>Name of the field that says how hard to think: <c>reasoning_effort</c>, or OpenRouter's object <c>reasoning</c>; null where there is none.</summary>
    public string? EffortField { get; init; } = "reasoning_effort";

    /// <summary>The word sent for each effort asked for (minimal, low, medium, high, xhigh, max); <c>none</c> only where it is a word for not thinking.</summary>
    public IReadOnlyDictionary<string, string> Efforts { get; init; } = CommonEfforts;

    /// <summary>How thinking is switched on and off.</summary>
    public ChatThinkingSwitch ThinkingSwitch { get; init; }

    /// <summary>Name of the field that bounds the tokens of thinking, <c>thinking_budget</c>, or <c>max_tokens</c> inside OpenRouter's object; null where a budget becomes an effort.</summary>
    public string? BudgetField { get; init; }

    /// <summary>Field of the assistant's message in which earlier thoughts are handed back: <c>reasoning_content</c>, <c>reasoning</c> or <c>reasoning_details</c>; null where none are taken.</summary>
    public string? HistoryField { get; init; } = "reasoning_content";

    /// <summary>Whether thoughts count only where the model called tools between two messages of the user, so that others are left out.</summary>
    public bool HistoryOfCallsOnly { get; init; }

    /// <summary>Whether a message that calls tools is refused without thoughts while the model thinks, so that it gets empty ones.</summary>
    public bool CallsNeedThoughts { get; init; }

    /// <summary>The highest temperature; higher ones are sent as this. Null where OpenAI's 2 is.</summary>
    public double? MostTemperature { get; init; }

    /// <summary>Whether <c>top_k</c> counts.</summary>
    public bool TopK { get; init; }

    /// <summary>Whether <c>frequency_penalty</c> and <c>presence_penalty</c> are taken.</summary>
    public bool Penalties { get; init; } = true;

    /// <summary>Name of the seed: <c>seed</c> or <c>random_seed</c>; null where there is none.</summary>
    public string? SeedField { get; init; } = "seed";

    /// <summary>The most stop sequences; those beyond are left out. Null where no bound is known.</summary>
    public int? MostStops { get; init; }

    /// <summary>Name of the field for the caller's own user; null where there is none.</summary>
    public string? UserField { get; init; } = "user";

    /// <summary>Whether <c>prompt_cache_key</c> is taken.</summary>
    public bool PromptCacheKey { get; init; } = true;

    /// <summary>Whether <c>verbosity</c> is taken.</summary>
    public bool Verbosity { get; init; } = true;

    /// <summary>Whether OpenAI's words for <c>service_tier</c> are taken.</summary>
    public bool ServiceTier { get; init; } = true;

    /// <summary>Whether <c>stream_options.include_usage</c> is taken (R34).</summary>
    public bool StreamUsage { get; init; } = true;
}
