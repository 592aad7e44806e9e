using System.Globalization;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// What a model of OpenAI takes, read from its name (https://platform.openai.com/docs/guides/reasoning,
/// https://platform.openai.com/docs/guides/latest-model). A name that tells nothing, such as that of a deployment, is taken for a model that may reason
/// when asked to.
/// </summary>
internal readonly record struct OpenAIGeneration
{
    private readonly double _version;
    private readonly bool _isChat;
    private readonly bool _isCodex;
    private readonly bool _isPro;
    private readonly bool _isMax;

    private OpenAIGeneration(double version, bool reasons, HashSet<string> words)
    {
        IsKnown = true;
        _version = version;
        _isChat = words.Contains("chat");
        _isCodex = words.Contains("codex");
        _isPro = words.Contains("pro");
        _isMax = words.Contains("max");
        // The first chat model of GPT-5 does not reason, its successors do.
        Reasons = reasons && !(_isChat && version is 5);
    }

    /// <summary>Whether the name told anything.</summary>
    public bool IsKnown { get; }

    /// <summary>Whether the model reasons.</summary>
    public bool Reasons { get; }

    /// <summary>Whether the model takes <c>text.verbosity</c>.</summary>
    public bool TakesVerbosity => !IsKnown || (_version >= 5 && !_isChat);

    /// <summary>Whether the model may get <c>temperature</c> and <c>top_p</c> when it is told not to reason.</summary>
    public bool SamplesWithoutReasoning => _version is >= 5.1 and < 6;

    /// <summary>Reads a name such as <c>gpt-5.1-codex-max</c>, <c>openai/o3-pro</c> or <c>gpt-4o-2024-11-20</c>.</summary>
    public static OpenAIGeneration Of(string model)
    {
        var name = model.ToLowerInvariant();
        var words = name.Split('-', '/', ':', '_').ToHashSet(StringComparer.Ordinal);
        var gpt = name.IndexOf("gpt-", StringComparison.Ordinal);
        if (gpt >= 0 && Version(name.AsSpan(gpt + 4)) is { } version)
            return new OpenAIGeneration(version, reasons: version >= 5, words);
        if (words.Any(word => word.Length > 1 && word[0] == 'o' && word.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0))
            return new OpenAIGeneration(0, reasons: true, words);
        return words.Contains("codex") || name.Contains("computer-use", StringComparison.Ordinal) ? new OpenAIGeneration(0, reasons: true, words) : default;
    }

    /// <summary>The nearest effort that the model takes; null when it takes none but its own.</summary>
    /// <param name="asked">none, minimal, low, medium, high, xhigh or max.</param>
    public string? Fit(string asked)
    {
        if (!IsKnown)
            return asked switch { "none" => null, "max" => "high", _ => asked };
        if (!Reasons || _isChat || (_isPro && _version is >= 5 and < 5.2))
            return null;
        return asked switch
        {
            "none" or "minimal" or "low" => _isPro && _version >= 5 ? "medium" : FitLow(asked),
            "xhigh" or "max" => FitHigh(asked),
            _ => asked,
        };
    }

    private string FitLow(string asked)
    {
        if (asked == "low" || _isCodex)
            return "low";
        if (_version >= 5.1)
            return asked == "none" ? "none" : "low";
        return _version >= 5 ? "minimal" : "low";
    }

    private string FitHigh(string asked)
    {
        if (_version >= 6)
            return asked;
        return _version >= 5.2 || (_version >= 5.1 && _isCodex && _isMax) ? "xhigh" : "high";
    }

    /// <summary>The number that a name goes on with: <c>5.1</c> of <c>5.1-codex</c>, <c>4</c> of <c>4o</c>.</summary>
    private static double? Version(ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && (char.IsAsciiDigit(rest[length]) || rest[length] == '.'))
            length++;
        if (!double.TryParse(rest[..length].TrimEnd('.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version))
            return null;
        // Azure writes 3.5 as 35.
        return version is 35 ? 3.5 : version;
    }
}
