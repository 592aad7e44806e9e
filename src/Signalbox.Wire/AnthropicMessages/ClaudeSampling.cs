using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>What to say of sampling to a Claude model, wherever it is served: what was asked, but for what the model would refuse, alone or together.</summary>
/// <param name="Temperature">0 to 1: Claude knows no more, and what is hotter is as hot as it gets.</param>
/// <param name="TopP">0 to 1.</param>
/// <param name="TopK">Tokens to sample among.</param>
internal readonly record struct ClaudeSampling(double? Temperature, double? TopP, long? TopK)
{
    /// <summary>The least <c>top_p</c> that goes with thinking (https://platform.claude.com/docs/en/build-with-claude/extended-thinking).</summary>
    private const double LeastTopPWithThinking = 0.95;

    /// <summary>Decides for a request.</summary>
    public static ClaudeSampling Decide(ConversationRequest request, ClaudeGeneration generation, bool thinks)
    {
        if (!generation.TakesSampling)
            return default;
        double? topP = request.TopP is { } asked ? Math.Clamp(asked, 0, 1) : null;
        if (thinks)
            return new ClaudeSampling(null, topP >= LeastTopPWithThinking ? topP : null, null);
        double? temperature = request.Temperature is { } wanted ? Math.Clamp(wanted, 0, 1) : null;
        return new ClaudeSampling(temperature, temperature is null || generation.TakesTemperatureBesideTopP ? topP : null, request.TopK);
    }

    /// <summary>Whether Claude takes a text at which the answer ends: it refuses white space alone.</summary>
    public static bool TakesStop(string sequence) => !string.IsNullOrWhiteSpace(sequence);

    /// <summary>Whether there is a text at which the answer must end and that Claude does not take.</summary>
    public static bool LacksStop(ConversationRequest request) => request.StopSequences.Exists(sequence => sequence.Length > 0 && !TakesStop(sequence));

    /// <summary>What of the request this leaves out.</summary>
    public IEnumerable<ConversationFeature> Omits(ConversationRequest request)
    {
        if (request.Temperature is not null && Temperature is null)
            yield return ConversationFeature.Temperature;
        if (request.TopP is not null && TopP is null)
            yield return ConversationFeature.TopP;
        if (request.TopK is not null && TopK is null)
            yield return ConversationFeature.TopK;
    }
}
