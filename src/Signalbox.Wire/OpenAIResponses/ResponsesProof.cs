using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// OpenAI's proof of thoughts on its way through a caller of another dialect. The <c>encrypted_content</c> of a <c>reasoning</c> item
/// (https://platform.openai.com/docs/guides/reasoning) holds only together with the item's id, so both travel as one signature.
/// </summary>
/// <param name="Id">The item's id.</param>
/// <param name="EncryptedContent">The thoughts as OpenAI encrypted them.</param>
internal readonly record struct ResponsesProof(string Id, string EncryptedContent)
{
    /// <summary>The signature as the caller gets it.</summary>
    public string ToSignature() => $"{SignatureMarks.OpenAI}{Id}:{EncryptedContent}";

    /// <summary>Reads a signature that the caller hands back.</summary>
    /// <returns>Null when there is none or it is another provider's.</returns>
    public static ResponsesProof? Read(string? signature)
    {
        if (signature?.StartsWith(SignatureMarks.OpenAI, StringComparison.Ordinal) != true)
            return null;
        var proof = signature[SignatureMarks.OpenAI.Length..];
        var colon = proof.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < proof.Length - 1 && IsId(proof.AsSpan(0, colon)) ? new ResponsesProof(proof[..colon], proof[(colon + 1)..]) : null;
    }

    /// <summary>OpenAI refuses ids of other characters.</summary>
    private static bool IsId(ReadOnlySpan<char> id)
    {
        foreach (var c in id)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
                return false;
        return true;
    }
}
