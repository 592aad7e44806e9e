using System.Globalization;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Which forms of thinking and sampling a Claude model takes, read from its name
/// (https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking): up to 4.5 a budget, with 4.6 either, from 4.7 on only <c>adaptive</c> and
/// no sampling; from 4.6 on no beginning of the answer either. A name that tells nothing is taken for a model with a budget.
/// </summary>
internal readonly record struct ClaudeGeneration
{
    private ClaudeGeneration(double? version, bool alwaysThinks)
    {
        TakesAdaptive = alwaysThinks || version >= 4.6;
        TakesBudget = !alwaysThinks && version is null or < 4.7;
        IsKnown = alwaysThinks || version is not null;
        TakesDisabled = !alwaysThinks;
        TakesPrefill = !alwaysThinks && version is null or < 4.6;
        TakesSampling = TakesBudget;
        TakesTemperatureBesideTopP = TakesSampling && version is null or < 4.1;
        HasStructuredOutputs = alwaysThinks || version is null or >= 4.5;
    }

    /// <summary>Whether the name told anything.</summary>
    public bool IsKnown { get; }

    /// <summary>Whether <c>thinking.type</c> may be <c>adaptive</c>.</summary>
    public bool TakesAdaptive { get; }

    /// <summary>Whether <c>thinking.type</c> may be <c>enabled</c> with a budget.</summary>
    public bool TakesBudget { get; }

    /// <summary>Whether <c>thinking.type</c> may be <c>disabled</c>.</summary>
    public bool TakesDisabled { get; }

    /// <summary>
    /// Whether the conversation may end with a turn of the assistant, which the model goes on from
    /// (https://platform.claude.com/docs/en/about-claude/models/migration-guide).
    /// </summary>
    public bool TakesPrefill { get; }

    /// <summary>Whether it takes <c>temperature</c>, <c>top_p</c> and <c>top_k</c> at all.</summary>
    public bool TakesSampling { get; }

    /// <summary>Whether <c>temperature</c> and <c>top_p</c> may stand together.</summary>
    public bool TakesTemperatureBesideTopP { get; }

    /// <summary>Whether answers and tools can be held to a schema (https://platform.claude.com/docs/en/build-with-claude/structured-outputs).</summary>
    public bool HasStructuredOutputs { get; }

    /// <summary>Reads a name such as <c>claude-opus-4-7</c>, <c>anthropic.claude-3-5-sonnet-20241022-v2:0</c> or <c>claude-sonnet-5</c>.</summary>
    public static ClaudeGeneration Of(string model)
    {
        var start = model.IndexOf("claude", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return new ClaudeGeneration(null, alwaysThinks: false);
        var words = model[start..].ToLowerInvariant().Split('-', '.', '@', ':', '_');
        var alwaysThinks = words.Contains("fable") || words.Contains("mythos");
        for (var i = 0; i < words.Length; i++)
        {
            if (Number(words[i]) is not { } major)
                continue;
            var minor = i + 1 < words.Length ? Number(words[i + 1]) ?? 0 : 0;
            return new ClaudeGeneration(major + (minor / 10.0), alwaysThinks);
        }

        return new ClaudeGeneration(null, alwaysThinks);
    }

    /// <summary>A part of a version has one digit; longer ones are dates.</summary>
    private static int? Number(string word) => word.Length == 1 && char.IsAsciiDigit(word[0]) ? int.Parse(word, CultureInfo.InvariantCulture) : null;
}
