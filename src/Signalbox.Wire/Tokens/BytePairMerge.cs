using System.Buffers;

namespace Signalbox.Wire.Tokens;

/// <summary>
/// Byte-pair encoding of one piece of text: of all neighbours whose bytes together are a token, the pair of the lowest rank is joined first, the
/// leftmost where there are several, until none is left (https://arxiv.org/abs/1508.07909).
/// </summary>
internal static class BytePairMerge
{
    /// <summary>Up to this many bytes, looking through all pairs for each step is the quickest.</summary>
    private const int ShortPiece = 64;

    /// <summary>
    /// Longer pieces are cut, which bounds the memory: only text without any break in it is so long, and a cut costs it a token at most or two.
    /// </summary>
    private const int LongestPiece = 8 * 1024;

    /// <summary>How many tokens the piece has.</summary>
    /// <param name="ranks">The encoding's.</param>
    /// <param name="piece">The piece, not empty.</param>
    /// <param name="tokens">Receives the tokens, where one is given.</param>
    public static int Run(TokenRanks ranks, ReadOnlySpan<byte> piece, List<int>? tokens)
    {
        if (ranks.Find(piece) is var whole and not TokenRanks.None)
        {
            tokens?.Add(whole);
            return 1;
        }

        if (piece.Length <= ShortPiece)
            return RunShort(ranks, piece, tokens);
        var count = 0;
        for (; piece.Length > LongestPiece; piece = piece[LongestPiece..])
            count += RunLong(ranks, piece[..LongestPiece], tokens);
        return count + RunLong(ranks, piece, tokens);
    }

    private static int RunShort(TokenRanks ranks, ReadOnlySpan<byte> piece, List<int>? tokens)
    {
        Span<int> starts = stackalloc int[ShortPiece + 1];
        Span<int> pairs = stackalloc int[ShortPiece];
        var count = piece.Length;
        for (var i = 0; i <= count; i++)
            starts[i] = i;
        for (var i = 0; i < count - 1; i++)
            pairs[i] = ranks.Find(piece.Slice(i, 2));
        while (count > 1)
        {
            var best = 0;
            for (var i = 1; i < count - 1; i++)
            {
                if (pairs[i] < pairs[best])
                    best = i;
            }

            if (pairs[best] == TokenRanks.None)
                break;
            starts[(best + 2)..(count + 1)].CopyTo(starts[(best + 1)..]);
            if (best + 2 < count)
                pairs[(best + 2)..(count - 1)].CopyTo(pairs[(best + 1)..]);
            count--;
            if (best + 1 < count)
                pairs[best] = ranks.Find(piece[starts[best]..starts[best + 2]]);
            if (best > 0)
                pairs[best - 1] = ranks.Find(piece[starts[best - 1]..starts[best + 1]]);
        }

        for (var i = 0; tokens is not null && i < count; i++)
            tokens.Add(ranks.Find(piece[starts[i]..starts[i + 1]]));
        return count;
    }

    /// <summary>The same in n log n steps: a list of the parts, and a heap of their pairs by rank and place.</summary>
    private static int RunLong(TokenRanks ranks, ReadOnlySpan<byte> piece, List<int>? tokens)
    {
        var length = piece.Length;
        var rented = ArrayPool<int>.Shared.Rent(3 * length);
        var heap = new PairHeap(2 * length);
        try
        {
            var next = rented.AsSpan(0, length);
            var previous = rented.AsSpan(length, length);
            var pairs = rented.AsSpan(2 * length, length);
            for (var i = 0; i < length; i++)
            {
                next[i] = i + 1;
                previous[i] = i - 1;
                pairs[i] = i + 1 < length ? ranks.Find(piece.Slice(i, 2)) : TokenRanks.None;
                if (pairs[i] != TokenRanks.None)
                    heap.Push(pairs[i], i);
            }

            var count = length;
            while (heap.TryPop(out var rank, out var at))
            {
                // What was joined since, or has another neighbour now, is no longer that pair.
                if (pairs[at] != rank)
                    continue;
                var gone = next[at];
                next[at] = next[gone];
                if (next[at] < length)
                    previous[next[at]] = at;
                pairs[gone] = TokenRanks.None;
                count--;
                Rank(at, piece, next, pairs);
                if (previous[at] >= 0)
                    Rank(previous[at], piece, next, pairs);
            }

            for (var i = 0; tokens is not null && i < length; i = next[i])
                tokens.Add(ranks.Find(piece[i..next[i]]));
            return count;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
            heap.Dispose();
        }

        void Rank(int at, ReadOnlySpan<byte> piece, Span<int> next, Span<int> pairs)
        {
            pairs[at] = next[at] < piece.Length ? ranks.Find(piece[at..next[next[at]]]) : TokenRanks.None;
            if (pairs[at] != TokenRanks.None)
                heap.Push(pairs[at], at);
        }
    }
}
