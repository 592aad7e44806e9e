using System.Text;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>Failures that users of other gateways reported and that have no better place.</summary>
public sealed class FieldCaseTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData(Ask.Chat)]
    [InlineData(Ask.Responses)]
    public async Task A_message_that_starts_twice_is_begun_once(string path) // R43
    {
        const string start = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}\n\n";
        var model = await fixture.ModelAtAsync(new { kind = "anthropic" });
        fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes(
            start + start
            + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"hi\"}}\n\n"
            + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
            + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n")));

        using var response = await fixture.Caller.PostAsync(path, Ask.Body(path, model, stream: true));
        var read = await response.ReadStreamAsync();

        Ask.TextOf(path, read).ShouldBe("hi");
        var begun = path == Ask.Chat ? read.Chunks.Count(chunk => (string?)chunk["choices"]?[0]?["delta"]?["role"] == "assistant") : read.Events.Count(e => e.Event == "response.created");
        begun.ShouldBe(1);
    }

    [Theory]
    [InlineData("stop", "end_turn")]
    [InlineData("length", "max_tokens")]
    public async Task Why_an_answer_ended_reaches_the_caller(string reason, string told) // R39
    {
        var stream = Encoding.UTF8.GetBytes(
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}]}\n\n"
            + $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"\"}},\"finish_reason\":\"{reason}\",\"stop_reason\":null}}]}}\n\n"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\ndata: [DONE]\n\n");
        var model = await fixture.ModelAtAsync(new { });
        fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream(stream), UpstreamBehavior.ExactStream(stream));

        using var same = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, model, stream: true));
        using var other = await fixture.Caller.PostAsync(Ask.Messages, Ask.Body(Ask.Messages, model, stream: true));
        var (chunks, events) = (await same.ReadStreamAsync(), await other.ReadStreamAsync());

        chunks.Chunks.Count(chunk => (string?)chunk["choices"]![0]!["finish_reason"] == reason).ShouldBe(1);
        ((string?)events.Chunks.Single(e => (string?)e["type"] == "message_delta")["delta"]!["stop_reason"]).ShouldBe(told);
    }

    [Theory]
    [InlineData(Ask.Chat, """[{"role":"user","content":[{"type":"image_url","image_url":{"url":"gs://bucket/a.png"}}]}]""")]
    [InlineData(Ask.Messages, """[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"gs://bucket/a.png"}}]}]""")]
    public async Task An_image_in_Google_s_storage_reaches_Gemini(string path, string messages) // R62
    {
        var model = await fixture.ModelAtAsync(new { kind = "gemini", api_key = "gemini-key" }, $"{fixture.Upstream.BaseUrl[..^"/v1".Length]}/v1beta");

        using var response = await fixture.Caller.PostAsync(path, Ask.Json($$"""{"model":"{{model}}","max_tokens":9,"messages":{{messages}}}"""));

        response.EnsureSuccessStatusCode();
        var sent = fixture.Upstream.For(UpstreamApi.Gemini)[^1].Json!;
        ((string?)sent["contents"]![0]!["parts"]![0]!["fileData"]!["fileUri"]).ShouldBe("gs://bucket/a.png");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_that_leaves_while_the_gateway_waits_to_try_again_ends_the_call(bool stream) // R74
    {
        var model = await fixture.ModelAtAsync(new { retries = 1 });
        fixture.Upstream.WhenModel(model, UpstreamBehavior.OpenAIError(503, "busy", retryAfter: "2"));
        using var leaving = new CancellationTokenSource();
        var call = fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, model, stream), leaving.Token);
        var seen = await Testing.Time.Eventually.ValueAsync(() => Task.FromResult(fixture.Upstream.Chats.FirstOrDefault(c => c.Model == model)), found => found is not null);
        await seen!.WhenFinished.WaitAsync(TimeSpan.FromSeconds(10));

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        var records = await Testing.Time.Eventually.ValueAsync(() => fixture.Admin.ListAsync($"requests?model={model}"), list => list.Count == 1);
        ((string?)records[0]!["status"], (int)records[0]!["attempts"]!).ShouldBe(("disconnected", 1));
        fixture.Upstream.Chats.Count(c => c.Model == model).ShouldBe(1);
    }
}
