using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>What of a caller's headers reaches an upstream: what its clients tell the vendor, and nothing else.</summary>
public sealed class ForwardedHeaderTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly (string Name, string Value)[] Codex =
    [
        ("OpenAI-Beta", "responses=experimental"), ("originator", "codex_exec"), ("session-id", "s1"), ("session_id", "s2"), ("thread-id", "t1"), ("conversation_id", "c1"),
        ("x-client-request-id", "r1"), ("x-openai-internal-codex-responses-lite", "true"), ("x-codex-window-id", "w1"), ("x-codex-turn-metadata", "{\"a\":1}"),
    ];

    private static readonly (string Name, string Value)[] Claude =
    [
        ("anthropic-beta", "a-2026,b-2026"), ("anthropic-dangerous-direct-browser-access", "true"), ("x-app", "cli"), ("x-claude-code-session-id", "s3"),
    ];

    private static readonly (string Name, string Value)[] Never =
    [
        ("x-signalbox-anything", "1"), ("Cookie", "a=b"), ("Proxy-Authorization", "Basic x"), ("x-goog-api-key", "sb-canary"), ("x-codex-api-key", "sb-canary"),
        ("anthropic-auth-token", "sb-canary"), ("x-openai-internal-codex-secret", "sb-canary"), ("TE", "trailers"), ("X-Forwarded-For", "10.0.0.1"), ("x-stainless-os", "Linux"),
    ];

    [Fact]
    public async Task What_Codex_tells_OpenAI_passes()
    {
        var seen = await SendAsync(Ask.Responses, await fixture.ModelAtAsync(new { kind = "openai" }));

        foreach (var (name, value) in Codex) seen.Headers.GetValueOrDefault(name).ShouldBe(value, name);
        ShouldHaveNone(seen, [.. Never, .. Claude]);
    }

    [Fact]
    public async Task What_Claude_Code_tells_Anthropic_passes_with_messages_and_with_their_counting()
    {
        var model = await fixture.ModelAtAsync(new { kind = "anthropic" });
        foreach (var path in new[] { Ask.Messages, Ask.Counting })
        {
            var seen = await SendAsync(path, model);

            foreach (var (name, value) in Claude) seen.Headers.GetValueOrDefault(name).ShouldBe(value, name);
            seen.Headers["anthropic-version"].ShouldBe("2023-06-01");
            ShouldHaveNone(seen, [.. Never, .. Codex]);
        }
    }

    [Fact]
    public async Task Nothing_of_a_vendor_s_passes_to_another_s_host()
    {
        var claude = await fixture.ModelAtAsync(new { kind = "anthropic" });
        var openai = await fixture.ModelAtAsync(new { kind = "openai" });
        var compatible = await fixture.ModelAtAsync(new { });

        ShouldHaveNone(await SendAsync(Ask.Responses, claude), [.. Never, .. Codex, .. Claude]);
        ShouldHaveNone(await SendAsync(Ask.Messages, openai), [.. Never, .. Codex, .. Claude]);
        ShouldHaveNone(await SendAsync(Ask.Responses, compatible), [.. Never, .. Codex, .. Claude]);
        ShouldHaveNone(await SendAsync(Ask.Chat, compatible), [.. Never, .. Codex.Where(header => header.Name != "OpenAI-Beta"), .. Claude]);
    }

    private static void ShouldHaveNone(SeenRequest seen, (string Name, string Value)[] headers)
    {
        foreach (var (name, _) in headers) seen.Headers.ContainsKey(name).ShouldBeFalse(name);
        string.Join(' ', seen.Headers.Values).ShouldNotContain("sb-");
    }

    private async Task<SeenRequest> SendAsync(string path, string model)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Ask.Body(path, model) };
        request.Headers.Add("Authorization", $"Bearer {fixture.Scenario.Key}");
        foreach (var (name, value) in Codex.Concat(Claude).Concat(Never)) request.Headers.TryAddWithoutValidation(name, value);
        if (path == Ask.Counting) fixture.Upstream.Enqueue(UpstreamBehavior.Exact("""{"input_tokens":1}"""));
        using var response = await fixture.Gateway.Http.SendAsync(request);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return fixture.Upstream.Requests.Last(r => r.Method == "POST");
    }
}
