namespace Signalbox.Usage;

/// <summary>Codes of calls that succeeded, where there is something to say of them all the same. All other codes are of calls that did not.</summary>
internal static class SuccessCodes
{
    /// <summary>The caller's API had no place for parts of the answer.</summary>
    public const string AnswerPartsLeftOut = "answer-parts-left-out";
}
