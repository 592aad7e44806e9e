using System.Text.Json;

namespace Signalbox.Wire.Conversation;

/// <summary>
/// A request to a model in no provider's words: what the readers of the inbound dialects make and the writers of the outbound ones read. It
/// points into the JSON it was read from, which must outlive it.
/// </summary>
public sealed class ConversationRequest
{
    private readonly List<FeatureUse> _uses = [];

    /// <summary>The turns in the order they were sent, instructions among them.</summary>
    public List<Turn> Turns { get; } = [];

    /// <summary>The tools the model may call, in the order they were sent: the order counts for prompt caches (R66).</summary>
    public List<ToolDefinition> Tools { get; } = [];

    /// <summary>Whether and which tools must be called.</summary>
    public ToolChoice ToolChoice { get; set; } = ToolChoice.Auto;

    /// <summary>Whether several tools may be called in one turn; null leaves it to the model's default.</summary>
    public bool? ParallelToolCalls { get; set; }

    /// <summary>The form the answer must have; null is text.</summary>
    public OutputFormat? Format { get; set; }

    /// <summary>How much to reason; null leaves it to the model's default.</summary>
    public ReasoningRequest? Reasoning { get; set; }

    /// <summary>The most tokens the answer may have; null leaves it to the model's default.</summary>
    public long? MaxOutputTokens { get; set; }

    /// <summary>Sampling temperature, 0 to 2 (Anthropic: 0 to 1).</summary>
    public double? Temperature { get; set; }

    /// <summary>Nucleus sampling, 0 to 1.</summary>
    public double? TopP { get; set; }

    /// <summary>Samples among this many tokens only.</summary>
    public long? TopK { get; set; }

    /// <summary>OpenAI's penalty on frequent tokens, -2 to 2.</summary>
    public double? FrequencyPenalty { get; set; }

    /// <summary>OpenAI's penalty on tokens that occurred, -2 to 2.</summary>
    public double? PresencePenalty { get; set; }

    /// <summary>Seed for sampling as far as a provider honours one.</summary>
    public long? Seed { get; set; }

    /// <summary>Texts at which the answer ends.</summary>
    public List<string> StopSequences { get; } = [];

    /// <summary>The caller's own user, for the provider's abuse detection.</summary>
    public string? User { get; set; }

    /// <summary>The same in OpenAI's newer field, which may be sent beside it.</summary>
    public string? SafetyIdentifier { get; set; }

    /// <summary>The one of both that is sent where there is one field for it.</summary>
    public string? EndUser => SafetyIdentifier ?? User;

    /// <summary>Whether <see cref="User"/> is somebody else than <see cref="EndUser"/>, and so has no place.</summary>
    public bool HasOtherUser => User is not null && User != EndUser;

    /// <summary>Routes requests with a common prefix to one cache (OpenAI).</summary>
    public string? PromptCacheKey { get; set; }

    /// <summary>How wordy the answer is to be: low, medium or high (OpenAI).</summary>
    public string? Verbosity { get; set; }

    /// <summary>The processing tier as the dialect spells it.</summary>
    public string? ServiceTier { get; set; }

    /// <summary>Free pairs the provider keeps with the request: an object, or undefined.</summary>
    public JsonElement Metadata { get; set; }

    /// <summary>Whether the answer is to come as a stream.</summary>
    public bool Stream { get; set; }

    /// <summary>Whether the caller wants usage at the end of a stream, where the dialect leaves the choice.</summary>
    public bool IncludeUsage { get; set; }

    /// <summary>The most bytes that an image in the request itself may have. Set before the request is read.</summary>
    public long MaxImageBytes { get; init; } = long.MaxValue;

    /// <summary>What the request makes use of, each with where: judged by <see cref="DialectRules"/> before anything is written.</summary>
    public IReadOnlyList<FeatureUse> Uses => _uses;

    /// <summary>Notes a use; the first place of each feature and parameter counts.</summary>
    /// <param name="feature">What is used.</param>
    /// <param name="param">The field as the caller's dialect names it (<c>messages[3].content[0]</c>).</param>
    public void Note(ConversationFeature feature, string param)
    {
        foreach (var use in _uses)
            if (use.Feature == feature && use.Param == param)
                return;
        _uses.Add(new FeatureUse(feature, param));
    }

    /// <summary>Whether any earlier thought is of that kind.</summary>
    internal bool HasThoughts(Predicate<ReasoningPart> kind)
    {
        foreach (var turn in Turns)
            if (turn.Parts.Exists(part => part is ReasoningPart thought && kind(thought)))
                return true;
        return false;
    }

    /// <summary>Whether the request makes use of it.</summary>
    public bool HasUse(ConversationFeature feature)
    {
        foreach (var use in _uses)
            if (use.Feature == feature)
                return true;
        return false;
    }
}
