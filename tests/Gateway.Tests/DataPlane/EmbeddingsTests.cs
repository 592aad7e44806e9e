using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

public sealed class EmbeddingsTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Answer = "{\"object\":\"list\", \"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":\"AAAAAA==\"}],\"model\":\"e\",\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}";

    [Fact]
    public async Task Embeddings_pass_byte_for_byte_and_are_metered()
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai", api_key = "sk-openai-for-tests" });
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(Answer));
        var body = "{ \"input\":[\"a\",[1,2]],\"encoding_format\":\"base64\",\"model\":\"" + model + "\" }";

        using var response = await fixture.Caller.PostAsync("v1/embeddings", Json(body));

        (await response.Content.ReadAsStringAsync()).ShouldBe(Answer);
        var seen = fixture.Upstream.Requests[^1];
        (seen.Target, seen.Text, seen.Headers["Authorization"]).ShouldBe(("/v1/embeddings", body, "Bearer sk-openai-for-tests"));
        var record = await fixture.RecordAsync(response);
        ((string?)record["api"], (long)record["tokens_input"]!, (string?)record["status"]).ShouldBe(("embeddings", 8L, "success"));
    }

    [Theory]
    [InlineData("base64", "\"AAAAPwAAgL8=\"", "emulated=encoding_format")]
    [InlineData("float", "[0.5,-1]", null)]
    public async Task Numbers_that_were_asked_for_in_base64_come_in_base64(string format, string expected, string? told)
    {
        var model = await fixture.ModelAtAsync(new { });
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(Answer.Replace("\"AAAAAA==\"", "[0.5,-1]", StringComparison.Ordinal)));

        using var response = await fixture.Caller.PostAsync("v1/embeddings", Json($$"""{"model":"{{model}}","input":"a","encoding_format":"{{format}}"}"""));

        (await response.Content.ReadAsStringAsync()).ShouldBe(Answer.Replace("\"AAAAAA==\"", expected, StringComparison.Ordinal));
        (response.Headers.TryGetValues("x-signalbox-translation", out var notes) ? notes.Single() : null).ShouldBe(told);
    }

    [Fact]
    public async Task A_provider_that_has_none_is_named_and_not_called()
    {
        var model = await fixture.ModelAtAsync(new { kind = "anthropic" });
        var before = fixture.Upstream.Count;

        using var response = await fixture.Caller.PostAsync("v1/embeddings", Json($$"""{"model":"{{model}}","input":"a"}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        ((string?)error["code"], (string?)error["param"]).ShouldBe(("no-eligible-target", "model"));
        fixture.Upstream.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_member_that_has_none_leaves_it_to_the_next()
    {
        var without = await fixture.ModelAtAsync(new { kind = "anthropic" });
        var with = await fixture.ModelAtAsync(new { });
        var group = fixture.Name("group");
        await fixture.MakeAsync("route-groups", new { key = group, strategy = "static", members = new[] { new { model = without }, new { model = with } } });
        await fixture.GrantAsync(group);
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(Answer));

        using var response = await fixture.Caller.PostAsync("v1/embeddings", Json($$"""{"model":"{{group}}","input":"a"}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"model":"MODEL"}""", "input")]
    [InlineData("""{"model":"MODEL","input":{} }""", "input")]
    public async Task What_is_wrong_with_the_body_is_named(string body, string param)
    {
        using var response = await fixture.Caller.PostAsync("v1/embeddings", Json(body.Replace("MODEL", fixture.Scenario.Model, StringComparison.Ordinal)));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["param"]).ShouldBe(param);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
