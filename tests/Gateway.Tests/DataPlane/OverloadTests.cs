using System.Net;
using System.Text;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>An upstream without capacity is told to each caller in its own dialect's words, however the upstream tells it (R48).</summary>
public sealed class OverloadTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private const string Started = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\"}}\n\n";
    private const string Said = Started + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
        + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}\n\n";
    private const string ChatSaid = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";

    private readonly Dictionary<string, string> _models = [];

    public static TheoryData<string, string> Pairs { get; } = new(
        from path in new[] { Ask.Chat, Ask.Messages, Ask.Responses }
        from kind in new[] { "openai_compatible", "anthropic" }
        select (path, kind));

    public async ValueTask InitializeAsync()
    {
        foreach (var kind in new[] { "openai_compatible", "anthropic" }) _models[kind] = await fixture.ModelAtAsync(new { kind, retries = 0 });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task By_the_status(string path, string kind)
    {
        foreach (var (status, expected, word) in new[] { (503, Overload(path), Overloaded(path)), (529, Overload(path), Overloaded(path)), (429, 429, Limited(path)) })
        {
            fixture.Upstream.Enqueue(kind == "anthropic" ? UpstreamBehavior.AnthropicError(status, word) : UpstreamBehavior.OpenAIError(status, word, retryAfter: "3"));

            using var response = await fixture.Caller.PostAsync(path, Ask.Body(path, _models[kind]));

            ((int)response.StatusCode).ShouldBe(expected, $"{status}");
            var (_, told, _) = await Ask.ErrorAsync(path, response);
            // A 429 is the upstream's own refusal, which is passed on in its own words between like and like.
            if (status != 429 || path != Ask.Chat || kind == "anthropic") told.ShouldBe(word);
            if (status == 429) ((string?)(await fixture.RecordAsync(response))["code"]).ShouldBe("upstream-rejected");
            if (kind != "anthropic") response.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(3));
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task In_a_body_with_a_status_of_success(string path, string kind)
    {
        var error = kind == "anthropic" ? """{"type":"error","error":{"type":"TYPE","message":"busy"}}""" : """{"error":{"type":"TYPE","message":"busy"}}""";
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(error.Replace("TYPE", "overloaded_error", StringComparison.Ordinal)), UpstreamBehavior.Exact(error.Replace("TYPE", "rate_limit_error", StringComparison.Ordinal)));

        using var overloaded = await fixture.Caller.PostAsync(path, Ask.Body(path, _models[kind]));
        using var limited = await fixture.Caller.PostAsync(path, Ask.Body(path, _models[kind]));

        (await Ask.ErrorAsync(path, overloaded)).ShouldBe(((HttpStatusCode)Overload(path), Overloaded(path), $"The upstream '{_models[kind]}' reported an error: busy"));
        (await Ask.ErrorAsync(path, limited)).ShouldBe((HttpStatusCode.TooManyRequests, Limited(path), $"The upstream '{_models[kind]}' reported an error: busy"));
        ((string?)(await fixture.RecordAsync(overloaded))["code"]).ShouldBe("upstream-overloaded");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task In_the_first_event_of_a_stream(string path, string kind)
    {
        fixture.Upstream.Enqueue(Stream(kind, "", "overloaded_error"));

        using var response = await fixture.Caller.PostAsync(path, Ask.Body(path, _models[kind], stream: true));

        var (status, told, _) = await Ask.ErrorAsync(path, response);
        ((int)status, told).ShouldBe((Overload(path), Overloaded(path)));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task In_the_midst_of_a_stream(string path, string kind)
    {
        foreach (var (type, word) in new[] { ("overloaded_error", Overloaded(path)), ("rate_limit_error", Limited(path)) })
        {
            fixture.Upstream.Enqueue(Stream(kind, kind == "anthropic" ? Said : ChatSaid, type));

            using var response = await fixture.Caller.PostAsync(path, Ask.Body(path, _models[kind], stream: true));
            var read = await response.ReadStreamAsync();

            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            Ask.TextOf(path, read).ShouldBe("a");
            Ask.ErrorOf(path, read).ShouldBe((word, $"The upstream '{_models[kind]}' reported an error: busy"));
        }
    }

    [Fact]
    public async Task A_count_of_tokens_that_fails_is_told_in_anthropic_s_form() // R68
    {
        fixture.Upstream.Enqueue(
            UpstreamBehavior.AnthropicError(529, "overloaded_error"),
            UpstreamBehavior.Error(400, """{"message":"no such thing"}"""),
            UpstreamBehavior.Error(404, "<html><body>nginx</body></html>"));

        foreach (var (status, kind) in new[] { (529, "overloaded_error"), (400, "invalid_request_error"), (404, "not_found_error") })
        {
            using var response = await fixture.Caller.PostAsync(Ask.Counting, Ask.Body(Ask.Counting, _models["anthropic"]));

            var told = await Ask.ErrorAsync(Ask.Counting, response);
            ((int)told.Status, told.Kind).ShouldBe((status, kind));
            told.Message.ShouldNotBeNull().ShouldNotContain("nginx");
        }
    }

    private static int Overload(string path) => path == Ask.Messages ? 529 : 503;

    private static string Overloaded(string path) => path == Ask.Messages ? "overloaded_error" : "server_is_overloaded";

    private static string Limited(string path) => path == Ask.Messages ? "rate_limit_error" : "rate_limit_exceeded";

    private static UpstreamBehavior Stream(string kind, string before, string type) => UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes(
        before + (kind == "anthropic" ? "event: error\ndata: {\"type\":\"error\"," : "data: {") + "\"error\":{\"type\":\"" + type + "\",\"message\":\"busy\"}}\n\n"));
}
