using System.Globalization;

namespace Signalbox.Wire.Gemini;

/// <summary>
/// What a Gemini model takes, read from its name (https://ai.google.dev/gemini-api/docs/models). A Gemini without a version in its name
/// (<c>gemini-flash-latest</c>) is taken for the newest; a name that tells nothing, such as that of a tuned endpoint, for one that takes nothing special.
/// </summary>
internal readonly record struct GeminiGeneration
{
    private const double Newest = 99;

    private GeminiGeneration(double version, string[] words)
    {
        var isImage = words.Contains("image");
        var isLite = words.Contains("lite");
        var isPro = words.Contains("pro");
        IsThird = version >= 3;
        ThinksInLevels = IsThird && !isImage;
        HasMedium = !isPro || version > 3;
        HasMinimal = !isPro && (isLite || version < 3.7);
        HasFixedSampling = version >= (isLite ? 3.5 : 3.6);
        TakesPenaltiesAnywhere = version < 2.5;
        TakesPenaltiesOnVertex = version < 3;
        if (version is >= 2.5 and < 3 && !isImage)
            Budgets = isPro ? (128, 32_768) : isLite ? (512, 24_576) : (1, 24_576);
        MustThink = isPro;
    }

    /// <summary>
    /// Whether it is of the third generation or later: the first call of each step must carry its signature
    /// (https://ai.google.dev/gemini-api/docs/thought-signatures), calls have ids, results hold images, and a form of the answer goes with tools.
    /// </summary>
    public bool IsThird { get; }

    /// <summary>Whether it takes <c>thinkingLevel</c> (https://ai.google.dev/gemini-api/docs/thinking).</summary>
    public bool ThinksInLevels { get; }

    /// <summary>Whether its levels include <c>MEDIUM</c>.</summary>
    public bool HasMedium { get; }

    /// <summary>Whether its levels include <c>MINIMAL</c>.</summary>
    public bool HasMinimal { get; }

    /// <summary>The least and most of <c>thinkingBudget</c>; null when it takes none.</summary>
    public (long Least, long Most)? Budgets { get; }

    /// <summary>Whether a budget of 0 is refused.</summary>
    public bool MustThink { get; }

    /// <summary>
    /// Whether sampling is the model's own affair, and an answer cannot be begun for it: from 3.6 on, and 3.5 Flash-Lite
    /// (https://ai.google.dev/gemini-api/docs/whats-new-gemini-3.6).
    /// </summary>
    public bool HasFixedSampling { get; }

    private bool TakesPenaltiesAnywhere { get; }

    private bool TakesPenaltiesOnVertex { get; }

    /// <summary>Whether it thinks at all.</summary>
    public bool Thinks => ThinksInLevels || Budgets is not null;

    /// <summary>Whether penalties other than 0 are taken; the others answer them with 400.</summary>
    public bool TakesPenalties(GeminiServer server) => TakesPenaltiesAnywhere || (TakesPenaltiesOnVertex && server == GeminiServer.Vertex);

    /// <summary>Reads a name such as <c>gemini-2.5-flash-lite</c>, <c>models/gemini-3.1-pro-preview</c> or <c>gemini-flash-latest</c>.</summary>
    public static GeminiGeneration Of(string model)
    {
        var start = model.IndexOf("gemini-", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return new GeminiGeneration(0, []);
        var words = model[start..].ToLowerInvariant().Split('-', '@', ':', '/');
        var hasVersion = double.TryParse(words[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version);
        return new GeminiGeneration(hasVersion ? version : Newest, words);
    }
}
