using System.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>Bodies in the words of two APIs at once.</summary>
public sealed class MixedDialectTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private string _claude = "";
    private string _openai = "";

    public async ValueTask InitializeAsync()
    {
        _claude = await fixture.ModelAtAsync(new { kind = "anthropic" });
        _openai = await fixture.ModelAtAsync(new { kind = "openai" });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("""{"model":"CLAUDE","messages":[{"role":"user","content":[{"type":"input_text","text":"Hello"}]}]}""", "messages[0].content[0].type")]
    [InlineData("""{"model":"CLAUDE","messages":[{"role":"user","content":[{"type":"hologram"}]}]}""", "messages[0].content[0].type")]
    [InlineData("""{"model":"CLAUDE","system":"Be brief.","messages":[{"role":"user","content":"Hello"}]}""", "system")]
    public async Task A_chat_completion_that_would_lose_words_in_translation_is_refused_before_any_upstream(string body, string param) // R64
    {
        var before = fixture.Upstream.Count;

        using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Json(body.Replace("CLAUDE", _claude, StringComparison.Ordinal)));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await Ask.BodyAsync(response))["error"]!;
        ((string?)error["code"], (string?)error["param"]).ShouldBe(("invalid-request", param));
        fixture.Upstream.Count.ShouldBe(before);
    }

    [Theory]
    [InlineData("""[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://e.test/a.png"}}]}]""", "messages.0.content.0.type")]
    [InlineData("""[{"role":"user","content":[{"type":"search_result","title":"t"}]}]""", "messages.0.content.0")]
    public async Task A_message_that_would_lose_words_in_translation_is_refused_in_anthropic_s_form(string messages, string param) // R64
    {
        var before = fixture.Upstream.Count;

        using var response = await fixture.Caller.PostAsync(Ask.Messages, Ask.Json($$"""{"model":"{{fixture.Scenario.Model}}","max_tokens":9,"messages":{{messages}}}"""));

        var (status, kind, message) = await Ask.ErrorAsync(Ask.Messages, response);
        (status, kind).ShouldBe((HttpStatusCode.BadRequest, "invalid_request_error"));
        message.ShouldNotBeNull().ShouldContain($"\"{param}\"");
        fixture.Upstream.Count.ShouldBe(before);
    }

    [Theory]
    [InlineData("""[{"role":"user","content":[{"type":"image_url","image_url":"https://e.test/a.png"}]}]""", "input[0].content[0].type")]
    [InlineData("""[{"role":"user","content":"hi"},{"type":"compaction","encrypted_content":"x"}]""", "input[1]")]
    public async Task A_response_that_would_lose_words_in_translation_is_refused(string input, string param) // R64
    {
        using var response = await fixture.Caller.PostAsync(Ask.Responses, Ask.Json($$"""{"model":"{{_claude}}","input":{{input}}}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await Ask.BodyAsync(response))["error"]!["param"]).ShouldBe(param);
    }

    [Fact]
    public async Task Between_like_and_like_such_bodies_pass_as_they_are()
    {
        (string Path, string Body)[] calls =
        [
            (Ask.Chat, $$"""{"model":"MODEL","messages":[{"role":"user","content":[{"type":"input_text","text":"a"},{"type":"hologram"}]}],"system":"x"}""".Replace("MODEL", _openai, StringComparison.Ordinal)),
            (Ask.Responses, $$"""{"model":"MODEL","input":[{"role":"user","content":[{"type":"image_url"}]},{"type":"compaction"}]}""".Replace("MODEL", _openai, StringComparison.Ordinal)),
            (Ask.Messages, $$"""{"model":"MODEL","max_tokens":9,"messages":[{"role":"user","content":[{"type":"image_url"},{"type":"input_text"}]}]}""".Replace("MODEL", _claude, StringComparison.Ordinal)),
        ];

        foreach (var (path, body) in calls)
        {
            using var response = await fixture.Caller.PostAsync(path, Ask.Json(body));

            response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            fixture.Upstream.Requests[^1].Text.ShouldBe(body);
        }
    }

    [Fact]
    public async Task An_image_over_the_bound_is_refused_where_it_is_translated_and_passed_on_where_it_is_not()
    {
        var image = Convert.ToBase64String(new byte[(20 * 1024 * 1024) + 1]);
        var messages = $$$"""[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{image}}}"}}]}]""";

        using var translated = await fixture.Caller.PostAsync(Ask.Chat, Ask.Json($$"""{"model":"{{_claude}}","messages":{{messages}}}"""));
        using var passed = await fixture.Caller.PostAsync(Ask.Chat, Ask.Json($$"""{"model":"{{_openai}}","messages":{{messages}}}"""));

        translated.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await Ask.BodyAsync(translated))["error"]!;
        ((string?)error["param"]).ShouldBe("messages[0].content[0].image_url.url");
        ((string?)error["message"]).ShouldNotBeNull().ShouldContain("over the limit of 20,971,520");
        passed.StatusCode.ShouldBe(HttpStatusCode.OK);
        fixture.Upstream.For(UpstreamApi.Chat)[^1].Body.Count.ShouldBeGreaterThan(image.Length);
    }
}
