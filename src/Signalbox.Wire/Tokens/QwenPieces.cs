namespace Signalbox.Wire.Tokens;

/// <summary>
/// The pattern of Qwen (https://huggingface.co/Qwen/Qwen3-8B/blob/main/tokenizer.json): that of cl100k_base, but each digit is a piece. Text that is not
/// composed (Unicode's NFC) is composed before by Qwen and not here, so that an accent written apart may count a token more.
/// </summary>
internal static class QwenPieces
{
    /// <summary>Where the piece that begins at a place ends.</summary>
    public static int End(ReadOnlySpan<byte> text, int start) => Cl100kPieces.End(text, start, mostDigits: 1);
}
