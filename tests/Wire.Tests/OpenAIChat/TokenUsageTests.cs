using Signalbox.Wire;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

public sealed class TokenUsageTests
{
    [Fact]
    public void OpenAIs_usage_is_read_whole() => Read("""
        {"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,
         "prompt_tokens_details":{"cached_tokens":60,"audio_tokens":7},
         "completion_tokens_details":{"reasoning_tokens":30,"audio_tokens":5,"accepted_prediction_tokens":1}}
        """).ShouldBe(new TokenUsage
        {
            Input = 100,
            Output = 50,
            Total = 150,
            Cached = 60,
            Reasoning = 30,
            AudioInput = 7,
            AudioOutput = 5,
        });

    [Theory]
    [InlineData("0.00014", 140)]
    [InlineData("1.5e-06", 2)]
    [InlineData("0", 0)]
    [InlineData("12", 12_000_000)]
    [InlineData("-0.1", null)]
    [InlineData("1e300", null)]
    [InlineData("99999999999999999999999999999999", null)]
    [InlineData("\"0.1\"", null)]
    [InlineData("null", null)]
    public void What_a_provider_says_a_call_cost_is_read_as_micro_dollars(string cost, int? micros) =>
        Read($$$"""{"prompt_tokens":1,"completion_tokens":1,"cost":{{{cost}}},"cost_details":{"upstream_inference_cost":null}}""").CostMicros.ShouldBe(micros);

    [Fact]
    public void R27_a_reported_zero_is_zero_and_what_is_not_reported_is_null()
    {
        var usage = Read("""{"prompt_tokens":0,"completion_tokens":null,"prompt_tokens_details":null,"completion_tokens_details":{}}""");

        usage.Input.ShouldBe(0);
        usage.Output.ShouldBeNull();
        usage.Total.ShouldBeNull();
        usage.Cached.ShouldBeNull();
        usage.Reasoning.ShouldBeNull();
        default(TokenUsage).Input.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"prompt_tokens":30,"prompt_cache_hit_tokens":20,"prompt_cache_miss_tokens":10}""", 20L)]
    [InlineData("""{"prompt_tokens":30,"prompt_cache_hit_tokens":20,"prompt_tokens_details":{"cached_tokens":21}}""", 21L)]
    [InlineData("""{"prompt_tokens":30,"cached_tokens":5}""", 5L)]
    [InlineData("""{"prompt_tokens":30,"prompt_cache_hit_tokens":0}""", 0L)]
    public void Cache_reads_are_found_in_the_spellings_of_compatible_servers(string usage, long? cached) =>
        Read(usage).Cached.ShouldBe(cached);

    [Theory]
    [InlineData("""{"cache_creation_input_tokens":12304}""", 12304L)]
    [InlineData("""{"prompt_tokens_details":{"cache_write_tokens":9}}""", 9L)]
    [InlineData("""{"prompt_tokens_details":{"cached_tokens":9}}""", null)]
    public void Cache_writes_are_found_in_the_spellings_of_compatible_servers(string usage, long? written) =>
        Read(usage).CacheWrite.ShouldBe(written);

    [Theory]
    [InlineData("12.0", 12L)]
    [InlineData("1.5", null)]
    [InlineData("-1", null)]
    [InlineData("\"12\"", null)]
    [InlineData("1e99", null)]
    [InlineData("[12]", null)]
    public void A_count_that_is_none_is_left_out(string value, long? expected) =>
        Read($$"""{"prompt_tokens":{{value}},"completion_tokens":3}""").ShouldBe(new TokenUsage { Input = expected, Output = 3 });

    private static TokenUsage Read(string usage) =>
        ChatResponseScanner.Scan(Bytes.Of($$"""{"choices":[],"usage":{{usage}}}""")).Usage.ShouldNotBeNull();
}
