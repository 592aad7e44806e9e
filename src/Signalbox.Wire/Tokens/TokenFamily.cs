namespace Signalbox.Wire.Tokens;

/// <summary>
/// Models that share a tokenizer, and how to count for them: exactly where the encoding is to be had; by o200k_base times a factor where it is not, which
/// makes the count an estimate. Immutable.
/// </summary>
public sealed class TokenFamily
{
    /// <summary>Bytes of UTF-8 to a token of o200k_base, over English text, code and the scripts of East Asia alike.</summary>
    private const int BytesPerToken = 4;

    private readonly Func<TokenEncoding> _encoding;

    /// <summary>An encoding of its own is asked for when it is first needed; it takes time and memory.</summary>
    internal TokenFamily(string name, int percent, bool isEstimate, Func<TokenEncoding>? encoding = null) =>
        (Name, Percent, IsEstimate, _encoding) = (name, percent, isEstimate, encoding ?? (static () => TokenEncoding.O200kBase));

    /// <summary>What it is called here: <c>o200k</c>, <c>qwen</c>, <c>claude</c> and so on.</summary>
    public string Name { get; }

    /// <summary>Tokens of the family to a hundred of its encoding; why so many is told in <see cref="TokenFamilies"/>.</summary>
    public int Percent { get; }

    /// <summary>Whether its counts are estimates.</summary>
    public bool IsEstimate { get; }

    /// <summary>What it counts with.</summary>
    public TokenEncoding Encoding => _encoding();

    /// <summary>The family of a model by its name, as any provider spells it; one that is not known is counted generously.</summary>
    public static TokenFamily For(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return TokenFamilies.Find(model);
    }

    /// <summary>How many tokens the text has.</summary>
    public long Count(ReadOnlySpan<char> text) => OfEncoding(Encoding.Count(text));

    /// <summary>About how many tokens a text of this many bytes has: at least one, where there is text.</summary>
    public long OfBytes(long bytes) => OfEncoding((Math.Max(0, bytes) + BytesPerToken - 1) / BytesPerToken);

    /// <summary>How many tokens of the family stand for these of its encoding.</summary>
    internal long OfEncoding(long tokens) => ((tokens * Percent) + 99) / 100;
}
