using System.Text.Json.Nodes;
using Gateway.Tests.Matrix.Asking;

namespace Gateway.Tests.Matrix;

/// <summary>The providers' caches of prompts.</summary>
public sealed class CacheCells(MatrixFixture fixture) : MatrixTests(fixture)
{
    [Theory]
    [Cells(MatrixFeature.CacheControl)]
    public Task Marks_stay_behind_what_they_mark(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var ask = new Ask
        {
            Tools = [LookTool, AskTool with { IsCached = true }],
            Pieces = [Said(Speaker.System, "Be brief.") with { IsCached = true }, Said(Speaker.User, "A long story.") with { IsCached = true }, Said(Speaker.User, "What is it about?")],
        };
        return HoldsAsync(
            MatrixFeature.CacheControl, caller, kind, stream, ask,
            arrives: seen => seen.CacheMarks.ShouldBe(["system: Be brief.", "user: A long story.", "tool ask"], ignoreOrder: true),
            left: seen =>
            {
                seen.Text.ShouldNotContain("cache", Case.Insensitive);
                foreach (var piece in ask.Pieces.Cast<TextPiece>()) seen.Text.ShouldContain(piece.Text);
            });
    }

    [Theory]
    [Cells(MatrixFeature.PromptCacheKey)]
    public Task A_key_of_a_cache_goes_where_there_are_such_keys(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.PromptCacheKey, caller, kind, stream, new Ask { Extra = new JsonObject { ["prompt_cache_key"] = "key-of-the-test" } },
        arrives: seen => ((string?)seen.Body["prompt_cache_key"]).ShouldBe("key-of-the-test"),
        left: seen => seen.Text.ShouldNotContain("key-of-the-test"));

    [Theory]
    [Cells(MatrixFeature.CachedTokens)]
    public async Task Tokens_read_from_a_cache_are_told_as_part_of_the_input(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var exchange = await SendAsync(MatrixFeature.CachedTokens, caller, kind, stream, new Ask(), new() { Usage = new(Prompt: 2000, Cached: 1500) });

        (exchange.Reply.Usage.Input, exchange.Reply.Usage.Cached).ShouldBe((2000, 1500));
    }

    [Theory]
    [Cells(MatrixFeature.CacheWriteTokens)]
    public async Task Tokens_written_to_a_cache_are_told_as_part_of_the_input(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var exchange = await SendAsync(MatrixFeature.CacheWriteTokens, caller, kind, stream, new Ask(), new() { Usage = new(Prompt: 2000, Cached: 500, CacheWrite: 1200) });

        (exchange.Reply.Usage.Input, exchange.Reply.Usage.Cached, exchange.Reply.Usage.CacheWrite).ShouldBe((2000, 500, 1200));
    }
}
