namespace Signalbox.Usage;

/// <summary>Codes of calls that succeeded, where there is something to say of them all the same. All other codes are of calls that did not.</summary>
internal static class SuccessCodes
{
    /// <summary>The caller's API had no place for parts of the answer.</summary>
    public const string AnswerPartsLeftOut = "answer-parts-left-out";

    /// <summary>A limit had no room for more of the stream, and its operator wants it to end then.</summary>
    public const string CutOffByLimit = "cut-off-by-limit";

    /// <summary>Whether it is one of them.</summary>
    public static bool Has(string code) => code is AnswerPartsLeftOut or CutOffByLimit;
}
