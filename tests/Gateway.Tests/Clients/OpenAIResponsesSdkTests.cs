#pragma warning disable OPENAI001 // The SDK calls its client of the Responses API experimental.

using System.ClientModel;
using OpenAI.Responses;
using Testing.Upstream;

namespace Gateway.Tests.Clients;

/// <summary>The official OpenAI SDK for .NET as a client of the Responses API, over upstreams that speak other APIs.</summary>
public sealed class OpenAIResponsesSdkTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly ResponseTool Weather = ResponseTool.CreateFunctionTool(
        "get_weather", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""), strictModeEnabled: false, "Tells the weather.");

    [Theory]
    [InlineData("openai_compatible")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    public async Task A_plain_call_answers(string kind)
    {
        ResponseResult answer = await Client().CreateResponseAsync(Request(await ModelAsync(kind)));

        (answer.GetOutputText(), answer.Status, answer.Usage.OutputTokenCount).ShouldBe(("Hello from the fake upstream.", ResponseStatus.Completed, 10));
    }

    [Theory]
    [InlineData("openai_compatible")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    public async Task A_stream_arrives_whole_and_in_order(string kind)
    {
        var updates = await StreamAsync(Request(await ModelAsync(kind)));

        string.Concat(updates.OfType<StreamingResponseOutputTextDeltaUpdate>().Select(update => update.Delta)).ShouldBe("Hello from the fake upstream.");
        updates.Select(update => update.SequenceNumber).ShouldBe(Enumerable.Range(0, updates.Count));
        updates[^1].ShouldBeOfType<StreamingResponseCompletedUpdate>().Response.GetOutputText().ShouldBe("Hello from the fake upstream.");
    }

    [Theory]
    [InlineData("openai_compatible")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    public async Task Tools_are_called_and_answered(string kind)
    {
        var request = Request(await ModelAsync(kind));
        request.Tools.Add(Weather);
        fixture.Upstream.Enqueue(new UpstreamBehavior { ToolCalls = [new("get_weather", """{"city":"Bern"}""")] });

        var done = (await StreamAsync(request))[^1].ShouldBeOfType<StreamingResponseCompletedUpdate>().Response;
        var call = done.OutputItems.OfType<FunctionCallResponseItem>().ShouldHaveSingleItem();
        foreach (var item in done.OutputItems)
            request.InputItems.Add(item);
        request.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, "Sunny"));
        request.StreamingEnabled = false;
        ResponseResult answer = await Client().CreateResponseAsync(request);

        (call.FunctionName, call.FunctionArguments.ToString()).ShouldBe(("get_weather", """{"city":"Bern"}"""));
        answer.GetOutputText().ShouldBe("Hello from the fake upstream.");
        fixture.Upstream.Requests[^1].Text.ShouldContain("Sunny");
    }

    [Fact]
    public async Task An_error_inside_a_stream_is_told_and_the_response_failed_R73()
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Ending = StreamEnding.ErrorEvent });

        var updates = await StreamAsync(Request(fixture.Scenario.Model));

        updates[^2].ShouldBeOfType<StreamingResponseErrorUpdate>().Message.ShouldNotBeNullOrEmpty();
        var failed = updates[^1].ShouldBeOfType<StreamingResponseFailedUpdate>().Response;
        (failed.Status, failed.Error.Code).ShouldBe((ResponseStatus.Failed, ResponseErrorCode.ServerError));
    }

    [Theory]
    [InlineData(null, "sb-wrong", 401)]
    [InlineData("no-such-model", null, 404)]
    public async Task Refusals_come_as_the_sdk_s_own_exception(string? model, string? key, int status)
    {
        var error = await Should.ThrowAsync<ClientResultException>(async () => await Client(key).CreateResponseAsync(Request(model ?? fixture.Scenario.Model)));

        error.Status.ShouldBe(status);
    }

    private async Task<List<StreamingResponseUpdate>> StreamAsync(CreateResponseOptions request)
    {
        request.StreamingEnabled = true;
        var updates = new List<StreamingResponseUpdate>();
        await foreach (var update in await Client().CreateResponseStreamingAsync(request))
            updates.Add(update);
        return updates;
    }

    private async Task<string> ModelAsync(string kind) =>
        kind == "openai_compatible" ? fixture.Scenario.Model : await fixture.ModelAtAsync(new { kind, api_key = "key-for-tests" });

    private ResponsesClient Client(string? key = null) => new(
        new ApiKeyCredential(key ?? fixture.Scenario.Key),
        new ResponsesClientOptions { Endpoint = new Uri(fixture.Gateway.Url, "v1"), RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) });

    private static CreateResponseOptions Request(string model) =>
        new() { Model = model, StoredOutputEnabled = false, InputItems = { ResponseItem.CreateUserMessageItem("Hello") } };
}
