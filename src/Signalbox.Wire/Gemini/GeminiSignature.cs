using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.Gemini;

/// <summary>
/// A <c>thoughtSignature</c> on its way through the caller (https://ai.google.dev/gemini-api/docs/thought-signatures). A prefix tells it from the proofs
/// of other providers, which Gemini would refuse as corrupted.
/// </summary>
internal static class GeminiSignature
{
    /// <summary>What Gemini takes in place of a signature that is lost, or that another model's call never had.</summary>
    public const string Skip = "skip_thought_signature_validator";

    /// <summary>The signature as the caller gets it.</summary>
    public static string Mark(string signature) => SignatureMarks.Gemini + signature;

    /// <summary>The signature as Gemini gave it; null when there is none or it is another provider's.</summary>
    public static string? Unmark(string? proof) =>
        proof is not null && proof.Length > SignatureMarks.Gemini.Length && proof.StartsWith(SignatureMarks.Gemini, StringComparison.Ordinal) ? proof[SignatureMarks.Gemini.Length..] : null;
}
