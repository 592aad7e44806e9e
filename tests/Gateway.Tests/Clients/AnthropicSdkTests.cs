using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Testing.Upstream;

namespace Gateway.Tests.Clients;

/// <summary>
/// The official Anthropic SDK for .NET, unchanged but for address and key, over upstreams of its own dialect and of others. It checks what it is given against
/// the types of the API.
/// </summary>
public sealed class AnthropicSdkTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly ToolUnion Weather = new Tool
    {
        Name = "get_weather",
        InputSchema = new InputSchema { Properties = new Dictionary<string, JsonElement> { ["city"] = JsonElement.Parse("""{"type":"string"}""") }, Required = ["city"] },
    };

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai_compatible")]
    public async Task A_plain_call_answers(string kind)
    {
        var answer = await Client().Messages.Create(Request(await ModelAsync(kind)));

        answer.Validate();
        (TextOf(answer), answer.StopReason?.Value(), answer.Usage.OutputTokens).ShouldBe(("Hello from the fake upstream.", StopReason.EndTurn, 10));
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai_compatible")]
    public async Task A_stream_arrives_whole(string kind)
    {
        var events = new List<RawMessageStreamEvent>();
        await foreach (var one in Client().Messages.CreateStreaming(Request(await ModelAsync(kind))))
        {
            one.Validate();
            events.Add(one);
        }

        var answer = await Replay(events).Aggregate();
        (TextOf(answer), answer.StopReason?.Value()).ShouldBe(("Hello from the fake upstream.", StopReason.EndTurn));
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai_compatible")]
    public async Task Tools_are_called_and_answered(string kind)
    {
        var model = await ModelAsync(kind);
        fixture.Upstream.Enqueue(new UpstreamBehavior { ToolCalls = [new("get_weather", """{"city":"Bern"}""")] });

        var first = await Client().Messages.CreateStreaming(Request(model) with { Tools = [Weather] }).Aggregate();
        var call = first.Content.Select(block => block.TryPickToolUse(out var use) ? use : null).Single(use => use is not null)!;
        var second = await Client().Messages.Create(Request(model) with
        {
            Tools = [Weather],
            Messages =
            [
                new UserMessageParam { Content = "How is the weather in Bern?" },
                new AssistantMessageParam { Content = new List<ContentBlockParam> { new ToolUseBlockParam { ID = call.ID, Name = call.Name, Input = call.Input } } },
                new UserMessageParam { Content = new List<ContentBlockParam> { new ToolResultBlockParam { ToolUseID = call.ID, Content = "Sunny" } } },
            ],
        });

        (call.Name, call.Input["city"].GetString(), first.StopReason?.Value()).ShouldBe(("get_weather", "Bern", StopReason.ToolUse));
        TextOf(second).ShouldBe("Hello from the fake upstream.");
        fixture.Upstream.Requests[^1].Text.ShouldContain("Sunny");
    }

    [Fact]
    public async Task A_call_of_a_tool_that_was_translated_has_all_that_the_sdk_s_types_demand()
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { ToolCalls = [new("get_weather", """{"city":"Bern"}""")] });

        var answer = await Client().Messages.Create(Request(fixture.Scenario.Model) with { Tools = [Weather] });

        answer.Validate();
        answer.Content.Count(block => block.TryPickToolUse(out _)).ShouldBe(1);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    public async Task Thoughts_come_before_the_answer(string kind)
    {
        var model = await ModelAsync(kind);
        fixture.Upstream.Enqueue(new UpstreamBehavior { Thinking = "Let me think." });

        var answer = await Client().Messages.CreateStreaming(Request(model) with { MaxTokens = 4096, Thinking = new ThinkingConfigEnabled { BudgetTokens = 1024 } }).Aggregate();

        answer.Content[0].TryPickThinking(out var thinking).ShouldBeTrue();
        thinking!.Thinking.ShouldBe("Let me think.");
        TextOf(answer).ShouldBe("Hello from the fake upstream.");
    }

    [Theory]
    [InlineData(null, "sb-wrong", typeof(AnthropicUnauthorizedException))]
    [InlineData("net-not-granted", null, typeof(AnthropicForbiddenException))]
    [InlineData("no-such-model", null, typeof(AnthropicNotFoundException))]
    public async Task Refusals_come_as_the_sdk_s_own_exception(string? model, string? key, System.Type expected)
    {
        if (expected == typeof(AnthropicForbiddenException))
            await fixture.Admin.PostAsync("models", new { name = model, deployments = new[] { new { provider = "upstream", upstream_model = "gpt-4o" } } });

        var error = await Should.ThrowAsync<AnthropicApiException>(() => Client(key).Messages.Create(Request(model ?? fixture.Scenario.Model)));

        error.ShouldBeOfType(expected);
    }

    [Theory]
    [InlineData("anthropic", 429, typeof(AnthropicRateLimitException))]
    [InlineData("openai_compatible", 429, typeof(AnthropicRateLimitException))]
    [InlineData("openai_compatible", 400, typeof(AnthropicBadRequestException))]
    public async Task The_upstream_s_own_refusal_comes_as_the_sdk_s_own_exception(string kind, int status, System.Type expected)
    {
        var model = await ModelAsync(kind);
        // Once for each attempt that a 429 is worth.
        for (var i = 0; i < 4; i++)
            fixture.Upstream.Enqueue(kind == "anthropic" ? UpstreamBehavior.AnthropicError(status, "rate_limit_error") : UpstreamBehavior.OpenAIError(status, "the_code"));

        var error = await Should.ThrowAsync<AnthropicApiException>(() => Client().Messages.Create(Request(model)));

        fixture.Upstream.Forget();
        error.ShouldBeOfType(expected);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai_compatible")]
    public async Task An_error_inside_a_stream_is_raised(string kind)
    {
        var model = await ModelAsync(kind);
        fixture.Upstream.Enqueue(new UpstreamBehavior { Ending = StreamEnding.ErrorEvent });

        await Should.ThrowAsync<AnthropicException>(async () => await Client().Messages.CreateStreaming(Request(model)).Aggregate());
    }

    private async Task<string> ModelAsync(string kind) =>
        kind == "openai_compatible" ? fixture.Scenario.Model : await fixture.ModelAtAsync(new { kind, api_key = "key-for-tests" });

    private AnthropicClient Client(string? key = null) =>
        new() { BaseUrl = fixture.Gateway.Url.AbsoluteUri.TrimEnd('/'), ApiKey = key ?? fixture.Scenario.Key, MaxRetries = 0 };

    private static MessageCreateParams Request(string model) => new() { Model = model, MaxTokens = 100, Messages = [new UserMessageParam { Content = "Hello" }] };

    private static string TextOf(Message message) => string.Concat(message.Content.Select(block => block.TryPickText(out var text) ? text.Text : ""));

    private static async IAsyncEnumerable<RawMessageStreamEvent> Replay(IEnumerable<RawMessageStreamEvent> events)
    {
        await Task.CompletedTask;
        foreach (var one in events)
            yield return one;
    }
}
