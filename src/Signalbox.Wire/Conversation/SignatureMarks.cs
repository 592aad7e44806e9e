namespace Signalbox.Wire.Conversation;

/// <summary>
/// The marks in front of proofs that belong to one provider. A conversation can pass through several, and each refuses what another has signed.
/// Anthropic's proofs carry no mark: its callers know them without one.
/// </summary>
internal static class SignatureMarks
{
    /// <summary>Before the id of a <c>reasoning</c> item and its <c>encrypted_content</c>.</summary>
    public const string OpenAI = "openai:";

    /// <summary>Before Google's <c>thoughtSignature</c>.</summary>
    public const string Gemini = "gemini:";

    /// <summary>Before proofs that travel in the form of a <c>reasoning</c> item.</summary>
    public const string Carried = "signalbox";

    /// <summary>Whether a body may hold a marked proof: a quick look for a string that begins like one.</summary>
    public static bool MayOccurIn(ReadOnlySpan<byte> body) =>
        body.IndexOf("\"openai:"u8) >= 0 || body.IndexOf("\"gemini:"u8) >= 0 || body.IndexOf("\"signalbox"u8) >= 0;

    /// <summary>Whether the proof belongs to a provider that marks its own.</summary>
    public static bool IsMarked(string signature) =>
        signature.StartsWith(OpenAI, StringComparison.Ordinal) || signature.StartsWith(Gemini, StringComparison.Ordinal)
        || signature.StartsWith(Carried, StringComparison.Ordinal);
}
