using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Signalbox.Models.Demo;
using Testing.Time;

namespace Gateway.Tests.Demo;

public sealed class DemoUpstreamTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly HttpMessageInvoker _http;

    public DemoUpstreamTests() => _http = new HttpMessageInvoker(new DemoUpstream(_clock));

    [Fact]
    public async Task An_answer_is_a_chat_completion_that_says_it_is_a_demo()
    {
        var answer = await AnswerAsync(Ask("Hello there"));

        ((string?)answer["object"], (string?)answer["model"]).ShouldBe(("chat.completion", "demo"));
        ((string)answer["id"]!).ShouldStartWith("chatcmpl-demo-");
        ((long)answer["created"]!).ShouldBe(_clock.GetUtcNow().ToUnixTimeSeconds());
        var choice = answer["choices"]!.AsArray().Single()!;
        ((int)choice["index"]!, (string?)choice["finish_reason"], (string?)choice["message"]!["role"]).ShouldBe((0, "stop", "assistant"));
        var text = (string)choice["message"]!["content"]!;
        text.ShouldStartWith("This is Signalbox's built-in demo model");
        text.ShouldEndWith("You said: Hello there");
    }

    [Fact]
    public async Task Tokens_are_the_words_of_prompt_and_answer()
    {
        var answer = await AnswerAsync(Ask("one two three"));
        var words = ((string)answer["choices"]![0]!["message"]!["content"]!).Split(' ').Length;

        var usage = answer["usage"]!;
        ((long)usage["prompt_tokens"]!, (long)usage["completion_tokens"]!, (long)usage["total_tokens"]!).ShouldBe((3, words, 3 + words));
        ((long)usage["prompt_tokens_details"]!["cached_tokens"]!, (long)usage["completion_tokens_details"]!["reasoning_tokens"]!).ShouldBe((0, 0));
    }

    [Fact]
    public async Task The_same_request_gets_the_same_answer_and_another_another()
    {
        var (one, same, other) = (await AnswerAsync(Ask("Hello")), await AnswerAsync(Ask("Hello")), await AnswerAsync(Ask("Hello!")));

        same.ToJsonString().ShouldBe(one.ToJsonString());
        ((string?)other["id"]).ShouldNotBe((string?)one["id"]);
    }

    [Fact]
    public async Task Max_tokens_cuts_the_answer_and_says_so()
    {
        var answer = await AnswerAsync(Ask("Hello", r => r["max_tokens"] = 4));

        var choice = answer["choices"]![0]!;
        ((string?)choice["message"]!["content"], (string?)choice["finish_reason"]).ShouldBe(("This is Signalbox's built-in", "length"));
        ((long)answer["usage"]!["completion_tokens"]!).ShouldBe(4);
        ((long)(await AnswerAsync(Ask("Hello", r => (r["max_tokens"], r["max_completion_tokens"]) = (9, 2))))["usage"]!["completion_tokens"]!).ShouldBe(2);
    }

    [Theory]
    [InlineData("\" demo\"")]
    [InlineData("[\"You said\", \" demo\"]")]
    public async Task A_stop_sequence_ends_the_answer_before_itself(string stop)
    {
        var answer = await AnswerAsync(Ask("Hello", r => r["stop"] = JsonNode.Parse(stop)));

        var choice = answer["choices"]![0]!;
        ((string?)choice["message"]!["content"], (string?)choice["finish_reason"]).ShouldBe(("This is Signalbox's built-in", "stop"));
    }

    [Fact]
    public async Task Several_answers_are_counted_each()
    {
        var one = await AnswerAsync(Ask("Hello"));
        var three = await AnswerAsync(Ask("Hello", r => r["n"] = 3));

        three["choices"]!.AsArray().Select(c => (int)c!["index"]!).ShouldBe([0, 1, 2]);
        ((long)three["usage"]!["completion_tokens"]!).ShouldBe(3 * (long)one["usage"]!["completion_tokens"]!);
    }

    [Fact]
    public async Task Text_parts_are_heard_and_other_parts_are_not()
    {
        var parts = new JsonArray(
            new JsonObject { ["type"] = "text", ["text"] = "look at this" },
            new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = "data:image/png;base64,AAAA" } });

        var answer = await AnswerAsync(Ask("", r => r["messages"]![0]!["content"] = parts));

        ((string)answer["choices"]![0]!["message"]!["content"]!).ShouldEndWith("You said: look at this");
    }

    [Fact]
    public async Task A_long_text_is_repeated_in_part_and_never_half_a_character()
    {
        var answer = await AnswerAsync(Ask(new string('x', 199) + "🔑🔑"));

        ((string)answer["choices"]![0]!["message"]!["content"]!).ShouldEndWith("xxx…");
    }

    [Fact]
    public async Task The_models_are_listed_in_the_protocols_form()
    {
        using var response = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://demo.invalid/v1/models"), CancellationToken.None);
        var list = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        ((string?)list["object"]).ShouldBe("list");
        list["data"]!.AsArray().Select(m => (string?)m!["id"]).ShouldBe(["demo", "demo-slow"]);
        list["data"]!.AsArray().ShouldAllBe(m => (string?)m!["object"] == "model");
    }

    [Fact]
    public async Task Another_model_is_refused_as_the_protocol_refuses_it()
    {
        using var response = await SendAsync(Ask("Hello", r => r["model"] = "gpt-4o"));
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ((string?)error["type"], (string?)error["code"], (string?)error["param"]).ShouldBe(("invalid_request_error", "model_not_found", "model"));
        ((string)error["message"]!).ShouldContain("gpt-4o");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"model\":\"demo\"}")]
    [InlineData("{\"model\":\"demo\",\"messages\":[]}")]
    [InlineData("{\"model\":\"demo\",\"messages\":{}}")]
    [InlineData("{\"model\":5,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")]
    [InlineData("{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":5}]}")]
    [InlineData("{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":\"two\"}")]
    [InlineData("{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":99999999999}")]
    [InlineData("{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream\":\"yes\"}")]
    [InlineData("{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream_options\":\"usage\"}")]
    [InlineData("{\"model\":\"demo\",\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")]
    [InlineData("{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"role\":\"user\",\"content\":\"x\"}]}")]
    [InlineData("{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"\\ud83d\"}]}")]
    [InlineData("{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"tool\"}],\"tools\":[{\"function\":{\"name\":5}}]}")]
    public async Task What_is_no_request_is_a_400_and_never_an_exception(string body)
    {
        using var response = await SendAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["type"]).ShouldBe("invalid_request_error");
    }

    [Theory]
    [InlineData("GET", "http://demo.invalid/v1/chat/completions")]
    [InlineData("POST", "http://demo.invalid/v1/models")]
    [InlineData("POST", "http://demo.invalid/v1/responses")]
    public async Task Another_path_or_method_is_a_404(string method, string url)
    {
        using var response = await _http.SendAsync(new HttpRequestMessage(new HttpMethod(method), url), CancellationToken.None);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["code"]).ShouldBe("unknown_url");
    }

    public void Dispose() => _http.Dispose();

    private static string Ask(string text, Action<JsonObject>? change = null) => DemoAsk.With(text, change);

    private async Task<JsonNode> AnswerAsync(string body)
    {
        using var response = await SendAsync(body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private Task<HttpResponseMessage> SendAsync(string body) => _http.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "http://demo.invalid/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") },
        CancellationToken.None);
}
