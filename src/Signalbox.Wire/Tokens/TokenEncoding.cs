using System.Buffers;
using System.Text;

namespace Signalbox.Wire.Tokens;

/// <summary>
/// An encoding of text to tokens: one of OpenAI's (https://github.com/openai/tiktoken), or of models whose vocabulary is free. Words for special tokens, such as <c>&lt;|endoftext|&gt;</c>, are
/// text like any other, as they are to the provider where a caller sends them. Its ranks are read when it is first used. Thread-safe; the time it takes
/// grows with the text's length and little more, whatever the text.
/// </summary>
public sealed class TokenEncoding
{
    private static readonly Lazy<TokenEncoding> LazyO200k = new(() => new TokenEncoding("o200k_base", O200kPieces.End));
    private static readonly Lazy<TokenEncoding> LazyCl100k = new(() => new TokenEncoding("cl100k_base", Cl100kPieces.End));
    private static readonly Lazy<TokenEncoding> LazyTekken = new(() => new TokenEncoding("tekken", TekkenPieces.End));
    private static readonly Lazy<TokenEncoding> LazyQwen = new(() => new TokenEncoding("qwen", QwenPieces.End));
    private static readonly Lazy<TokenEncoding> LazyDeepSeek = new(() => new TokenEncoding("deepseek", DeepSeekPieces.End));

    private readonly PieceEnd _pieceEnd;

    private TokenEncoding(string name, PieceEnd pieceEnd)
    {
        (Name, _pieceEnd) = (name, pieceEnd);
        using var file = typeof(TokenEncoding).Assembly.GetManifestResourceStream($"{name}.ranks")!;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        Ranks = new TokenRanks(bytes);
    }

    /// <summary>Where the piece of text that begins at a place ends.</summary>
    private delegate int PieceEnd(ReadOnlySpan<byte> text, int start);

    /// <summary>That of gpt-4o and all later models.</summary>
    public static TokenEncoding O200kBase => LazyO200k.Value;

    /// <summary>That of gpt-4, gpt-3.5 and the embedding models.</summary>
    public static TokenEncoding Cl100kBase => LazyCl100k.Value;

    /// <summary>That of Mistral's models from Nemo on, where they are not of the older kind.</summary>
    public static TokenEncoding Tekken => LazyTekken.Value;

    /// <summary>That of Qwen 1.5 to 3.</summary>
    public static TokenEncoding Qwen => LazyQwen.Value;

    /// <summary>That of DeepSeek V3 and R1.</summary>
    public static TokenEncoding DeepSeek => LazyDeepSeek.Value;

    /// <summary>The name of its rank file.</summary>
    public string Name { get; }

    /// <summary>Its tokens.</summary>
    internal TokenRanks Ranks { get; }

    /// <summary>How many tokens the text has. Halves of surrogate pairs count as the replacement character.</summary>
    public int Count(ReadOnlySpan<char> text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(text));
        try
        {
            return CountUtf8(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>How many tokens text in UTF-8 has.</summary>
    public int CountUtf8(ReadOnlySpan<byte> text) => Run(text, null);

    /// <summary>The tokens of a text.</summary>
    internal List<int> Encode(string text)
    {
        var tokens = new List<int>();
        Run(Encoding.UTF8.GetBytes(text), tokens);
        return tokens;
    }

    private int Run(ReadOnlySpan<byte> text, List<int>? tokens)
    {
        var count = 0;
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = _pieceEnd(text, start);
            count += BytePairMerge.Run(Ranks, text[start..end], tokens);
        }

        return count;
    }
}
