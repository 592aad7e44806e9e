using System.Text;
using Signalbox.Wire.Tokens;

namespace Wire.Tests.Tokens;

public sealed class TokenEncodingTests
{
    [Theory]
    [InlineData("o200k")]
    [InlineData("cl100k")]
    [InlineData("mistral")]
    [InlineData("qwen")]
    [InlineData("deepseek")]
    public void Text_has_the_tokens_that_the_reference_gives_it(string name)
    {
        var encoding = Named(name);
        var texts = 0;
        foreach (var (text, count, tokens) in TokenReference.Of(name))
        {
            var made = encoding.Encode(text);
            Assert.True(tokens is null || tokens.SequenceEqual(made), $"{text}: [{string.Join(", ", made)}] instead of [{string.Join(", ", tokens ?? [])}]");
            Assert.True(count == made.Count, $"{text}: {made.Count} instead of {count}");
            Assert.Equal(count, encoding.Count(text));
            Assert.Equal(count, encoding.CountUtf8(Encoding.UTF8.GetBytes(text)));
            texts++;
        }

        Assert.True(texts > 500, $"{texts}");
    }

    [Theory]
    [InlineData("o200k", 199_998)]
    [InlineData("cl100k", 100_256)]
    [InlineData("mistral", 130_072)]
    [InlineData("qwen", 151_643)]
    [InlineData("deepseek", 127_997)]
    public void Every_token_is_found_by_its_bytes(string name, int count)
    {
        var ranks = Named(name).Ranks;
        Assert.Equal(count, ranks.Count);
        for (var rank = 0; rank < count; rank++)
            Assert.Equal(rank, ranks.Find(ranks.Bytes(rank)));
        Assert.Equal(TokenRanks.None, ranks.Find(new byte[300]));
        Assert.Equal(TokenRanks.None, ranks.Find("zqzqzqzq"u8));
    }

    [Theory]
    [InlineData("o200k")]
    [InlineData("cl100k")]
    [InlineData("mistral")]
    [InlineData("qwen")]
    [InlineData("deepseek")]
    public void Tokens_put_together_are_the_text(string name)
    {
        var encoding = Named(name);
        Property.Holds(random =>
        {
            var text = random.Value();
            var bytes = new List<byte>();
            foreach (var token in encoding.Encode(text))
                bytes.AddRange(encoding.Ranks.Bytes(token));
            Assert.Equal(Encoding.UTF8.GetBytes(text), bytes);
        });
    }

    [Fact]
    public void Pieces_of_any_length_are_joined_in_the_order_of_the_ranks()
    {
        Property.Holds(
            random =>
            {
                var letters = new byte[random.Random.Next(1, 300)];
                var few = random.Random.Next(1, 27);
                for (var i = 0; i < letters.Length; i++)
                    letters[i] = (byte)('a' + random.Random.Next(few));
                Assert.Equal(Joined(TokenEncoding.O200kBase.Ranks, letters), TokenEncoding.O200kBase.Encode(Encoding.ASCII.GetString(letters)));
            },
            cases: 300);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("中")]
    [InlineData(" ")]
    [InlineData("\n ")]
    [InlineData("中A")]
    public void Text_without_a_break_has_as_many_tokens_as_its_parts(string unit)
    {
        // With a loop over all pairs for each step this would take minutes.
        var part = string.Concat(Enumerable.Repeat(unit, 4096));
        var whole = string.Concat(Enumerable.Repeat(part, 32));

        var count = TokenEncoding.O200kBase.Count(whole);

        Assert.InRange(count / (32.0 * TokenEncoding.O200kBase.Count(part)), 0.98, 1.02);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_counted_all_the_same()
    {
        Assert.Equal(4, TokenEncoding.O200kBase.CountUtf8([0xFF, 0xFE, 0xC3, 0x80 + 0x70]));
        Assert.Equal(TokenEncoding.O200kBase.Count("a\ufffdb"), TokenEncoding.O200kBase.Count("a\ud800b"));
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        const string Text = "It's a short text, and a verylongwordwithoutanybreakthatistoolongtobefoundamongthetokensandtoolongfortheloopofshortones.";
        Assert.Equal(0, Allocations.PerCall(() => TokenEncoding.O200kBase.Count(Text)));
    }

    [Fact]
    public async Task Several_threads_count_the_same()
    {
        var text = string.Concat(TokenReference.Of("o200k").Select(row => row.Text));
        var expected = TokenEncoding.O200kBase.Count(text);
        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TokenEncoding.O200kBase.Count(text))));
        Assert.All(counts, count => Assert.Equal(expected, count));
    }

    private static TokenEncoding Named(string name) => name switch
    {
        "o200k" => TokenEncoding.O200kBase,
        "cl100k" => TokenEncoding.Cl100kBase,
        "mistral" => TokenEncoding.Tekken,
        "qwen" => TokenEncoding.Qwen,
        _ => TokenEncoding.DeepSeek,
    };

    /// <summary>Byte-pair encoding as it is defined, one step after the other.</summary>
    private static List<int> Joined(TokenRanks ranks, byte[] piece)
    {
        var parts = piece.Select(value => new[] { value }).ToList();
        while (true)
        {
            var best = Enumerable.Range(0, parts.Count - 1)
                .Select(i => (Rank: ranks.Find([.. parts[i], .. parts[i + 1]]), Place: i))
                .DefaultIfEmpty((TokenRanks.None, 0))
                .Min();
            if (best.Item1 == TokenRanks.None)
                return [.. parts.Select(part => ranks.Find(part))];
            parts[best.Item2] = [.. parts[best.Item2], .. parts[best.Item2 + 1]];
            parts.RemoveAt(best.Item2 + 1);
        }
    }
}
