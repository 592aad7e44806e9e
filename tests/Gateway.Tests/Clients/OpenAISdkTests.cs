using System.ClientModel;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using Testing.Upstream;

namespace Gateway.Tests.Clients;

/// <summary>The official OpenAI SDK for .NET, unchanged but for address and key.</summary>
public sealed class OpenAISdkTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool(
        "get_weather", "Tells the weather.", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""));

    [Fact]
    public async Task A_plain_call_answers()
    {
        ChatCompletion answer = await Client().CompleteChatAsync("Hello");

        answer.Content[0].Text.ShouldBe("Hello from the fake upstream.");
        answer.FinishReason.ShouldBe(ChatFinishReason.Stop);
        answer.Usage.InputTokenCount.ShouldBe(20);
    }

    [Fact]
    public async Task A_stream_arrives_whole()
    {
        var text = "";
        ChatTokenUsage? usage = null;
        await foreach (var update in Client().CompleteChatStreamingAsync("Hello"))
        {
            text += string.Concat(update.ContentUpdate.Select(c => c.Text));
            usage = update.Usage ?? usage;
        }

        text.ShouldBe("Hello from the fake upstream.");
        usage.ShouldNotBeNull("the SDK asks for usage in streams").OutputTokenCount.ShouldBe(10);
    }

    [Fact]
    public async Task Tools_are_called_and_answered()
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { ToolCalls = [new("get_weather", """{"city":"Bern"}""")] });
        var messages = new List<ChatMessage> { new UserChatMessage("How is the weather in Bern?") };

        ChatCompletion call = await Client().CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { Weather } });
        call.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        call.ToolCalls[0].FunctionArguments.ToString().ShouldBe("""{"city":"Bern"}""");
        messages.Add(new AssistantChatMessage(call));
        messages.Add(new ToolChatMessage(call.ToolCalls[0].Id, "Sunny"));
        ChatCompletion answer = await Client().CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { Weather } });

        answer.Content[0].Text.ShouldNotBeEmpty();
        fixture.Upstream.Chats[^1].Text.ShouldContain("Sunny");
    }

    [Theory]
    [InlineData("small", "sb-wrong", 401)]
    [InlineData("not-granted", null, 403)]
    [InlineData("no-such-model", null, 404)]
    public async Task Refusals_come_as_the_sdk_s_own_exception(string model, string? key, int status)
    {
        if (status == 403)
            await fixture.Admin.PostAsync("models", new { name = model, deployments = new[] { new { provider = "upstream", upstream_model = "gpt-4o" } } });

        var failure = await Should.ThrowAsync<ClientResultException>(async () => await Client(model, key).CompleteChatAsync("Hello"));

        failure.Status.ShouldBe(status);
    }

    [Fact]
    public async Task Embeddings_arrive_as_numbers()
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai", api_key = "sk-openai-for-tests" });
        var packed = Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>([0.25f, -1.5f]));
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact($$"""
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":"{{packed}}"}],"model":"e","usage":{"prompt_tokens":8,"total_tokens":8} }
            """));
        var client = new EmbeddingClient(model, new ApiKeyCredential(fixture.Scenario.Key), new OpenAIClientOptions { Endpoint = new Uri(fixture.Gateway.Url, "v1") });

        OpenAIEmbedding answer = await client.GenerateEmbeddingAsync("one");

        answer.ToFloats().ToArray().ShouldBe([0.25f, -1.5f]);
    }

    [Fact]
    public async Task The_demo_provider_speaks_the_protocol_the_sdk_expects()
    {
        await fixture.GrantAsync("demo");
        var client = Client("demo");

        ChatCompletion plain = await client.CompleteChatAsync("Hello");
        plain.Content[0].Text.ShouldContain("demo");
        ChatCompletion tool = await client.CompleteChatAsync([new UserChatMessage("use the tool get_weather")], new ChatCompletionOptions { Tools = { Weather } });
        tool.ToolCalls[0].FunctionName.ShouldBe("get_weather");
        var pieces = 0;
        await foreach (var update in client.CompleteChatStreamingAsync("Hello"))
            pieces += update.ContentUpdate.Count;
        pieces.ShouldBeGreaterThan(5);
    }

    private ChatClient Client(string? model = null, string? key = null) => new(
        model ?? fixture.Scenario.Model, new ApiKeyCredential(key ?? fixture.Scenario.Key),
        new OpenAIClientOptions { Endpoint = new Uri(fixture.Gateway.Url, "v1"), RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) });
}
