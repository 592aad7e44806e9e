using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>Claude at Vertex AI (https://docs.anthropic.com/en/api/claude-on-vertex-ai): every dialect reaches it, and Anthropic's own as it is. The matrix has the rest.</summary>
public sealed class VertexClaudeTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private const string Place = "/v1/projects/my-project/locations/europe-west1/publishers/anthropic/models/";
    private LoopbackServer _identity = null!;

    private string Root => fixture.Upstream.BaseUrl[..^"/v1".Length];

    public async ValueTask InitializeAsync() =>
        _identity = await LoopbackServer.StartAsync(context => context.Response.WriteAsJsonAsync(new { access_token = "ya29.of-the-fake", expires_in = 3600, token_type = "Bearer" }));

    public ValueTask DisposeAsync() => _identity.DisposeAsync();

    [Theory]
    [InlineData("claude-sonnet-4-5@20250929", "claude-sonnet-4-5@20250929")]
    [InlineData("publishers/anthropic/models/claude-opus-4-6", "claude-opus-4-6")]
    public async Task A_message_goes_as_it_is_but_for_model_and_version(string upstreamModel, string name)
    {
        var model = await ModelAsync(upstreamModel);
        const string Rest = """ "max_tokens":10, "unheard_of": 1.50, "messages":[{"role":"user","content":"Hello"}]}""";

        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/messages?beta=true") { Content = Json($$"""{"model":"{{model}}",{{Rest}}""") };
        request.Headers.Add("x-api-key", fixture.Scenario.Key);
        request.Headers.Add("anthropic-version", "2023-06-01");
        request.Headers.Add("anthropic-beta", "context-1m-2025-08-07");
        using var response = await fixture.Gateway.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        var seen = fixture.Upstream.Requests[^1];
        (seen.Target, seen.Text).ShouldBe(($"{Place}{name}:rawPredict", $$"""{"anthropic_version":"vertex-2023-10-16",{{Rest}}"""));
        (seen.Headers["Authorization"], seen.Headers["anthropic-beta"]).ShouldBe(("Bearer ya29.of-the-fake", "context-1m-2025-08-07"));
        response.Headers.Contains("x-signalbox-translation").ShouldBeFalse();
        ((string?)(await BodyAsync(response))["content"]![0]!["text"]).ShouldBe("Hello from the fake upstream.");
    }

    [Fact]
    public async Task A_stream_has_an_address_of_its_own_and_passes_with_events_of_google_s()
    {
        var model = await ModelAsync("claude-sonnet-4-5@20250929");

        using var response = await fixture.Caller.PostAsync("v1/messages", Json($$"""{"model":"{{model}}","max_tokens":10,"stream":true,"messages":[{"role":"user","content":"Hello"}]}"""));
        var blocks = MessageBlocks.Of(await response.ReadStreamAsync());

        var seen = fixture.Upstream.Requests[^1];
        (seen.Target, (bool?)seen.Json!["stream"]).ShouldBe(($"{Place}claude-sonnet-4-5@20250929:streamRawPredict", true));
        ((string?)blocks.ShouldHaveSingleItem()["text"]).ShouldBe("Hello from the fake upstream.");
    }

    [Theory]
    [InlineData("v1/chat/completions", false)]
    [InlineData("v1/chat/completions", true)]
    [InlineData("v1/responses", false)]
    [InlineData("v1/responses", true)]
    public async Task Callers_of_other_dialects_are_translated_and_metered(string path, bool stream)
    {
        var model = await ModelAsync("claude-sonnet-4-5@20250929");
        var prompt = path.EndsWith("responses", StringComparison.Ordinal) ? "\"input\":\"Hello\"" : "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";

        using var response = await fixture.Caller.PostAsync(path, Json($$"""{"model":"{{model}}","stream":{{(stream ? "true" : "false")}},{{prompt}}}"""));
        (await response.Content.ReadAsStringAsync()).ShouldContain("Hello");

        var seen = fixture.Upstream.Requests[^1];
        seen.Target.ShouldBe($"{Place}claude-sonnet-4-5@20250929:{(stream ? "streamRawPredict" : "rawPredict")}");
        ((string?)seen.Json!["anthropic_version"], seen.Json.ContainsKey("model")).ShouldBe(("vertex-2023-10-16", false));
        var record = await fixture.RecordAsync(response);
        ((string?)record["status"], (long)record["tokens_output"]!).ShouldBe(("success", 10L));
        ((long?)record["cost_micros"]).ShouldNotBeNull("the catalog knows Claude by its name at Vertex AI");
    }

    [Fact]
    public async Task Tokens_are_counted_by_google_at_the_address_for_all_models()
    {
        var model = await ModelAsync("publishers/anthropic/models/claude-sonnet-4-5@20250929");
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact("""{"input_tokens":14}"""));

        using var response = await fixture.Caller.PostAsync("v1/messages/count_tokens", Json($$"""{"model":"{{model}}","messages":[{"role":"user","content":"Hello"}]}"""));

        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"input_tokens":14}""");
        var seen = fixture.Upstream.Requests[^1];
        (seen.Target, seen.Text).ShouldBe((
            $"{Place}count-tokens:rawPredict",
            """{"model":"claude-sonnet-4-5@20250929","anthropic_version":"vertex-2023-10-16","messages":[{"role":"user","content":"Hello"}]}"""));
    }

    [Theory]
    [InlineData("""{"error":{"code":400,"message":"Project my-project has no quota for it.","status":"INVALID_ARGUMENT"}}""", "has no quota")]
    [InlineData("""[{"error":{"code":400,"message":"Project my-project has no quota for it.","status":"INVALID_ARGUMENT"}}]""", "400")]
    [InlineData("""{"type":"error","error":{"type":"invalid_request_error","message":"max_tokens: too large"}}""", "max_tokens: too large")]
    public async Task What_google_says_of_a_call_comes_as_an_error_of_the_caller_s_dialect(string said, string told)
    {
        var model = await ModelAsync("claude-sonnet-4-5@20250929");
        foreach (var (path, type) in new[] { ("v1/messages", "invalid_request_error"), ("v1/chat/completions", "invalid_request_error") })
        {
            fixture.Upstream.Enqueue(UpstreamBehavior.Error(400, said));

            using var response = await fixture.Caller.PostAsync(path, Json($$"""{"model":"{{model}}","max_tokens":10,"messages":[{"role":"user","content":"Hello"}]}"""));

            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            var error = (await BodyAsync(response))["error"]!;
            ((string?)error["type"]).ShouldBe(type, path);
            ((string?)error["message"]).ShouldNotBeNull().ShouldContain(told);
        }
    }

    [Fact]
    public async Task The_admin_api_tells_that_messages_go_as_they_are()
    {
        var model = await ModelAsync("claude-sonnet-4-5@20250929");
        var id = (string)(await fixture.Admin.ListAsync("models")).Single(m => (string?)m["name"] == model)["id"]!;

        var apis = (await fixture.Admin.GetAsync($"models/{id}/dialects")).Succeeded().Json["deployments"]![0]!["apis"]!.AsArray();

        apis.Select(a => $"{a!["serving"]} {a["upstream_api"]}".TrimEnd()).ShouldBe(["translated messages", "translated messages", "as_is messages", "not_served"]);
    }

    [Fact]
    public async Task A_test_of_the_provider_calls_the_model_in_its_own_api()
    {
        var model = await ModelAsync("claude-sonnet-4-5@20250929");
        var id = (string)(await fixture.Admin.ListAsync("providers")).Single(p => (string?)p["name"] == model)["id"]!;

        (await fixture.Admin.PostAsync($"providers/{id}/test", new { model = "claude-sonnet-4-5@20250929" })).Succeeded();

        var seen = fixture.Upstream.Requests[^1];
        (seen.Target, (int?)seen.Json!["max_tokens"], (string?)seen.Json["anthropic_version"]).ShouldBe(($"{Place}claude-sonnet-4-5@20250929:rawPredict", 1, "vertex-2023-10-16"));
    }

    private async Task<string> ModelAsync(string upstreamModel)
    {
        var name = fixture.Name("claude");
        await fixture.MakeAsync("providers", new
        {
            name, kind = "vertex", project = "my-project", location = "europe-west1", base_url = Root, api_key = ServiceAccount(), allow_private = true, allow_http = true, retries = 0,
        });
        await fixture.MakeAsync("models", new { name, deployments = new[] { new { provider = name, upstream_model = upstreamModel } } });
        await fixture.GrantAsync(name);
        return name;
    }

    private string ServiceAccount()
    {
        using var key = RSA.Create(2048);
        return JsonSerializer.Serialize(new
        {
            type = "service_account", project_id = "my-project", private_key_id = "1", private_key = key.ExportPkcs8PrivateKeyPem(),
            client_email = "gateway@my-project.iam.gserviceaccount.com", client_id = "1", token_uri = _identity.Url + "token",
        });
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
}
