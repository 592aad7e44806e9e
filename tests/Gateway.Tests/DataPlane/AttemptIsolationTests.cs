using System.Text;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>What an attempt that failed has left behind says nothing of the one that answers (R76).</summary>
public sealed class AttemptIsolationTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_translation_left_out_is_not_told_of_an_answer_that_needed_none(bool stream)
    {
        var (group, first, _) = await GroupAsync("anthropic", "openai_compatible");
        fixture.Upstream.WhenModel(first, UpstreamBehavior.AnthropicError(503, "overloaded_error"));

        using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, group, stream, ",\"seed\":7"));

        response.Headers.GetValues("x-signalbox-route-reason").Single().ShouldBe("failover");
        response.Headers.Contains("x-signalbox-translation").ShouldBeFalse();
    }

    [Fact]
    public async Task Headers_of_an_upstream_that_failed_do_not_reach_the_caller()
    {
        var (group, first, _) = await GroupAsync("openai_compatible", "openai_compatible");
        fixture.Upstream.WhenModel(first, UpstreamBehavior.OpenAIError(503, "busy", retryAfter: "7") with
        {
            Headers = new Dictionary<string, string> { ["Retry-After"] = "7", ["x-ratelimit-remaining-requests"] = "0", ["x-canary"] = "first" },
        });

        using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, group));

        response.EnsureSuccessStatusCode();
        response.Headers.RetryAfter.ShouldBeNull();
        response.Headers.Contains("x-canary").ShouldBeFalse();
        response.Headers.Contains("x-ratelimit-remaining-requests").ShouldBeFalse();
    }

    [Fact]
    public async Task An_error_in_the_stream_of_the_one_that_answers_reaches_the_caller()
    {
        // The first is translated, and begins an answer that cannot be read; the second speaks the caller's dialect.
        var (group, first, second) = await GroupAsync("openai_compatible", "openai");
        fixture.Upstream.WhenModel(first, UpstreamBehavior.Exact("""{"id":"x","object":"chat.completion","choices":[]}"""));
        fixture.Upstream.WhenModel(second, UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes(
            "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\"}}\n\n"
            + "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"delta\":\"a\"}\n\n")));

        using var response = await fixture.Caller.PostAsync(Ask.Responses, Ask.Body(Ask.Responses, group, stream: true, more: ",\"store\":false"));
        var read = await response.ReadStreamAsync();

        response.Headers.GetValues("x-signalbox-route-reason").Single().ShouldBe("failover");
        (read.Events[^1].Event, (long)read.Chunks[^1]["sequence_number"]!).ShouldBe(("error", 2L));
    }

    [Fact]
    public async Task An_answer_to_count_tokens_after_a_failure_says_only_what_is_true_of_it()
    {
        var (group, first, _) = await GroupAsync("anthropic", "openai_compatible");
        fixture.Upstream.WhenModel(first, UpstreamBehavior.AnthropicError(503, "overloaded_error"));

        using var response = await fixture.Caller.PostAsync(Ask.Counting, Ask.Body(Ask.Counting, group));

        response.EnsureSuccessStatusCode();
        response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("emulated=input_tokens");
    }

    private async Task<(string Group, string First, string Second)> GroupAsync(string firstKind, string secondKind)
    {
        var first = await fixture.ModelAtAsync(new { kind = firstKind, retries = 0 });
        var second = await fixture.ModelAtAsync(new { kind = secondKind, retries = 0 });
        var group = fixture.Name("group");
        await fixture.MakeAsync("route-groups", new { key = group, strategy = "static", members = new[] { new { model = first }, new { model = second } } });
        await fixture.GrantAsync(group);
        return (group, first, second);
    }
}
