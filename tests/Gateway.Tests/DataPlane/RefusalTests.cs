using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Tests.DataPlane;

public sealed class RefusalTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sb-0000000000000000000000000000000000000000")]
    [InlineData("' OR 1=1 --")]
    public async Task A_key_that_is_not_known_gets_the_one_401(string? key)
    {
        using var request = Chat(fixture.Scenario.Model);
        if (key is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");

        using var response = await fixture.Gateway.Http.SendAsync(request);

        var error = await ErrorAsync(response, HttpStatusCode.Unauthorized);
        ((string?)error["code"]).ShouldBe("invalid_api_key");
        ((string?)error["type"]).ShouldBe("invalid_request_error");
    }

    [Fact]
    public async Task An_absurdly_long_authorization_is_refused()
    {
        using var request = Chat(fixture.Scenario.Model);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + new string('a', 20_000));

        using var response = await fixture.Gateway.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "bearer ")]
    [InlineData("x-api-key", "")]
    [InlineData("api-key", "")]
    [InlineData("x-goog-api-key", "")]
    public async Task A_key_is_taken_from_each_of_the_field_s_headers(string header, string prefix)
    {
        using var request = Chat(fixture.Scenario.Model);
        request.Headers.TryAddWithoutValidation(header, prefix + fixture.Scenario.Key);

        using var response = await fixture.Gateway.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_model_that_is_not_granted_is_a_403_before_any_upstream()
    {
        var other = fixture.Name("other");
        await fixture.MakeAsync("models", new { name = other, deployments = new[] { new { provider = "upstream", upstream_model = "gpt-4o" } } });
        var before = fixture.Upstream.Chats.Count;

        using var response = await fixture.Caller.ChatAsync(other);

        var error = await ErrorAsync(response, HttpStatusCode.Forbidden);
        ((string?)error["code"]).ShouldBe("model-not-allowed");
        ((string?)error["param"]).ShouldBe("model");
        ((string?)error["message"])!.ShouldContain("organization 'acme' has no grant");
        fixture.Upstream.Chats.Count.ShouldBe(before);
        var record = await fixture.RecordAsync(response);
        ((string?)record["status"]).ShouldBe("refused");
        ((string?)record["reason_codes"]![0]).ShouldBe("not-granted-by-organization");
    }

    [Fact]
    public async Task A_model_that_does_not_exist_is_a_404()
    {
        using var response = await fixture.Caller.ChatAsync("no-such-model");

        ((string?)(await ErrorAsync(response, HttpStatusCode.NotFound))["code"]).ShouldBe("model_not_found");
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("{", null)]
    [InlineData("[]", null)]
    [InlineData("{\"messages\":[{}]}", "model")]
    [InlineData("{\"model\":1,\"messages\":[{\"role\":\"user\"}]}", "model")]
    [InlineData("{\"model\":\"small\"}", "messages")]
    [InlineData("{\"model\":\"small\",\"messages\":[]}", "messages")]
    [InlineData("{\"model\":\"small\",\"messages\":[{\"role\":\"user\"}],\"stream\":\"yes\"}", "stream")]
    [InlineData("{\"model\":\"small\",\"model\":\"large\",\"messages\":[{\"role\":\"user\"}]}", "model")]
    [InlineData("{\"model\":\"small\",\"messages\":[{\"role\":\"user\"}]} trailing", null)]
    public async Task A_malformed_body_is_a_400_that_names_the_field(string body, string? param)
    {
        using var response = await fixture.Caller.PostAsync("v1/chat/completions", new StringContent(body, Encoding.UTF8, "application/json"));

        var error = await ErrorAsync(response, HttpStatusCode.BadRequest);
        ((string?)error["code"]).ShouldBe("invalid-request");
        ((string?)error["param"]).ShouldBe(param);
    }

    [Fact]
    public async Task Invalid_utf_8_is_a_400()
    {
        byte[] body = [.. "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\""u8, 0xC3, 0x28, .. "\"}]}"u8];

        using var response = await fixture.Caller.PostAsync("v1/chat/completions", new ByteArrayContent(body));

        ((string?)(await ErrorAsync(response, HttpStatusCode.BadRequest))["code"]).ShouldBe("invalid-request");
    }

    [Fact]
    public async Task Deep_nesting_is_a_400()
    {
        var body = "{\"model\":\"small\",\"messages\":" + new string('[', 5_000) + new string(']', 5_000) + "}";

        using var response = await fixture.Caller.PostAsync("v1/chat/completions", new StringContent(body));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_a_413_without_being_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions") { Content = new DeclaredLengthContent(200L * 1024 * 1024) };
        request.Headers.Add("x-api-key", fixture.Scenario.Key);
        request.Headers.ExpectContinue = true;

        using var response = await fixture.Gateway.Http.SendAsync(request);

        ((string?)(await ErrorAsync(response, HttpStatusCode.RequestEntityTooLarge))["code"]).ShouldBe("request-too-large");
    }

    [Theory]
    [InlineData("v1/nothing", 404)]
    [InlineData("v1/chat/completions", 405)]
    public async Task What_is_no_endpoint_answers_in_openai_s_form(string path, int status)
    {
        using var response = await fixture.Caller.GetAsync(path);

        await ErrorAsync(response, (HttpStatusCode)status);
    }

    [Fact]
    public async Task A_target_without_an_enabled_deployment_is_a_503()
    {
        var model = await fixture.ModelAtAsync(new { });
        var provider = (await fixture.Admin.ListAsync("providers")).Single(p => (string?)p["name"] == model);
        (await fixture.Admin.PatchAsync($"providers/{(string?)provider["id"]}", new { enabled = false })).Succeeded();

        using var response = await fixture.Caller.ChatAsync(model);

        ((string?)(await ErrorAsync(response, HttpStatusCode.ServiceUnavailable))["code"]).ShouldBe("no-healthy-upstream");
    }

    private static HttpRequestMessage Chat(string model) => new(HttpMethod.Post, "v1/chat/completions")
    {
        Content = new StringContent($"{{\"model\":\"{model}\",\"messages\":[{{\"role\":\"user\",\"content\":\"x\"}}]}}", Encoding.UTF8, "application/json"),
    };

    private static async Task<JsonNode> ErrorAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        response.StatusCode.ShouldBe(status);
        response.Headers.GetValues("x-request-id").Single().Length.ShouldBe(26);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"].ShouldNotBeNull();
    }

    /// <summary>Declares a length, and fails the test if anyone wants the bytes.</summary>
    private sealed class DeclaredLengthContent(long length) : HttpContent
    {
        protected override bool TryComputeLength(out long value)
        {
            value = length;
            return true;
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            throw new InvalidOperationException("The gateway asked for the body.");
    }
}
