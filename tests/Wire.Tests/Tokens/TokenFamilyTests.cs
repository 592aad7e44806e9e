using Signalbox.Wire.Tokens;

namespace Wire.Tests.Tokens;

public sealed class TokenFamilyTests
{
    [Theory]
    [InlineData("gpt-4o", "o200k")]
    [InlineData("gpt-4o-mini-2024-07-18", "o200k")]
    [InlineData("openai/gpt-4.1-nano", "o200k")]
    [InlineData("gpt-5.2-codex", "o200k")]
    [InlineData("o3-pro", "o200k")]
    [InlineData("o1", "o200k")]
    [InlineData("ft:gpt-4o-mini:acme::abc", "o200k")]
    [InlineData("openai.gpt-oss-120b-1:0", "o200k")]
    [InlineData("gpt-4", "cl100k")]
    [InlineData("gpt-4-turbo", "cl100k")]
    [InlineData("gpt-35-turbo", "cl100k")]
    [InlineData("ft:gpt-3.5-turbo-0125:acme", "cl100k")]
    [InlineData("text-embedding-3-large", "cl100k")]
    [InlineData("Qwen/Qwen3-235B-A22B", "qwen")]
    [InlineData("qwen2.5-coder-32b-instruct", "qwen")]
    [InlineData("deepseek-ai/DeepSeek-R1-Distill-Qwen2.5-32B", "qwen")]
    [InlineData("deepseek-ai/DeepSeek-V3.1", "deepseek")]
    [InlineData("us.deepseek.r1-v1:0", "deepseek")]
    [InlineData("mistralai/Mistral-Nemo-Instruct-2407", "mistral")]
    [InlineData("mistral-small-2506", "mistral")]
    [InlineData("pixtral-12b", "mistral")]
    public void Models_whose_vocabulary_is_known_are_counted_exactly(string model, string family)
    {
        var found = TokenFamily.For(model);
        Assert.Equal(family, found.Name);
        Assert.False(found.IsEstimate);
        Assert.Equal(100, found.Percent);
    }

    [Theory]
    [InlineData("claude-sonnet-4-5-20250929", "claude")]
    [InlineData("anthropic.claude-3-5-sonnet-20241022-v2:0", "claude")]
    [InlineData("claude-opus-4-7", "claude-4.7")]
    [InlineData("claude-sonnet-5", "claude-4.7")]
    [InlineData("our-claude", "claude-4.7")]
    [InlineData("gemini-3-pro", "gemini")]
    [InlineData("google/gemma-3-27b-it", "gemini")]
    [InlineData("meta-llama/Llama-3.3-70B-Instruct", "llama")]
    [InlineData("us.meta.llama4-scout-17b-instruct-v1:0", "llama")]
    [InlineData("llama-2-70b", "other")]
    [InlineData("qwen3.5-plus", "qwen-like")]
    [InlineData("qwen-max", "qwen-like")]
    [InlineData("deepseek-r1-distill-llama-70b", "llama")]
    [InlineData("codestral-latest", "mistral-like")]
    [InlineData("mixtral-8x7b", "other")]
    [InlineData("deepseek-chat", "deepseek-like")]
    [InlineData("gpt-6", "openai")]
    [InlineData("o100", "other")]
    [InlineData("something-else", "other")]
    [InlineData("", "other")]
    public void Others_are_estimated(string model, string family)
    {
        var found = TokenFamily.For(model);
        Assert.Equal(family, found.Name);
        Assert.True(found.IsEstimate);
        Assert.True(found.Percent >= 100);
    }

    [Fact]
    public void An_estimate_is_the_count_of_o200k_times_the_factor_rounded_up()
    {
        const string Text = "The gateway stands between those who call models and those who run them.";
        Assert.Equal(14, TokenFamily.For("gpt-4o").Count(Text));
        Assert.Equal(14, TokenFamily.For("gpt-4").Count(Text));
        Assert.Equal(19, TokenFamily.For("claude-sonnet-4-5").Count(Text));
        Assert.Equal(0, TokenFamily.For("claude-sonnet-4-5").Count(""));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(-3, 0)]
    public void Of_a_size_four_bytes_are_a_token(long bytes, long tokens) => Assert.Equal(tokens, TokenFamily.For("gpt-4o").OfBytes(bytes));
}
