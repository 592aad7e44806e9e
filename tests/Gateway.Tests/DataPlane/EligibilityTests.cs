using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>Members that cannot serve a request of a certain shape are left out before any is called.</summary>
public sealed class EligibilityTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Image = """{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}""";

    [Fact]
    public async Task A_request_with_an_image_goes_to_the_member_that_sees()
    {
        var (blind, seeing, group) = await GroupAsync(new { capabilities = new[] { "chat", "tools" } }, new { capabilities = new[] { "chat", "images" } });

        using var picture = await fixture.Caller.PostAsync("v1/chat/completions", Json($$"""{"model":"{{group}}","messages":[{"role":"user","content":[{{Image}}]}]}"""));
        fixture.Upstream.Requests[^1].Model.ShouldBe(seeing);
        using var text = await fixture.Caller.ChatAsync(group);
        fixture.Upstream.Requests[^1].Model.ShouldBe(blind);

        (picture.StatusCode, text.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
    }

    [Fact]
    public async Task When_none_can_serve_the_refusal_names_what_each_lacks_and_none_is_called()
    {
        var (blind, small, group) = await GroupAsync(new { capabilities = new[] { "chat", "tools" } }, new { capabilities = new[] { "chat", "images" }, context_tokens = 1, output_tokens = 10 });
        var before = fixture.Upstream.Count;

        using var response = await fixture.Caller.PostAsync("v1/chat/completions", Json($$"""{"model":"{{group}}","max_tokens":100,"messages":[{"role":"user","content":[{"type":"text","text":"What is in this picture?"},{{Image}}]}]}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await BodyAsync(response))["error"]!;
        ((string?)error["code"], (string?)error["param"]).ShouldBe(("no-eligible-target", "model"));
        var message = (string)error["message"]!;
        message.ShouldContain($"{blind}/{blind} lacks images");
        message.ShouldContain($"{small}/{small} lacks a context for 24 bytes of text (it takes 1 tokens), answers of 100 tokens (it gives 10)");
        fixture.Upstream.Count.ShouldBe(before);
        var record = await fixture.RecordAsync(response);
        ((string?)record["status"], (string?)record["code"]).ShouldBe(("refused", "no-eligible-target"));
    }

    [Fact]
    public async Task What_a_translation_can_leave_out_is_left_out_and_named_when_no_member_has_it() // Claude Code on a model that does not reason
    {
        var model = fixture.Name("plain");
        await fixture.MakeAsync("models", new
        {
            name = model,
            deployments = new[] { new { provider = "upstream", upstream_model = model, capabilities = new[] { "chat", "tools" }, output_tokens = 4000 } },
        });
        await fixture.GrantAsync(model);

        using var response = await fixture.Caller.PostAsync("v1/messages", Json($$"""
            {"model":"{{model}}","max_tokens":32000,"thinking":{"type":"enabled","budget_tokens":10000},"messages":[{"role":"user","content":"Hello"}]}
            """));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("dropped=thinking.budget_tokens; emulated=max_tokens");
        var sent = fixture.Upstream.Requests[^1].Json!;
        sent["reasoning_effort"].ShouldBeNull();
        ((long?)(sent["max_tokens"] ?? sent["max_completion_tokens"])).ShouldBe(4000);
    }

    [Fact]
    public async Task A_pair_that_no_call_could_use_is_refused_when_it_is_configured() // R67
    {
        var provider = fixture.Name("claude");
        await fixture.MakeAsync("providers", new { name = provider, kind = "anthropic", api_key = "k", base_url = fixture.Upstream.BaseUrl, allow_private = true, allow_http = true });

        var embeddings = await fixture.Admin.PostAsync("models", new { name = "e", deployments = new[] { new { provider, upstream_model = "e", capabilities = new[] { "embeddings" } } } });
        var nothing = await fixture.Admin.PostAsync("models", new { name = "e", deployments = new[] { new { provider, upstream_model = "e", capabilities = new[] { "images" } } } });

        embeddings.Json["errors"]!["deployments[0].capabilities"]!.ToJsonString().ShouldContain("cannot be had from providers of the kind anthropic");
        nothing.Json["errors"]!["deployments[0].capabilities"]!.ToJsonString().ShouldContain("at least one of chat");
    }

    [Theory]
    [InlineData("vertex", "gemini-embedding-001")]
    [InlineData("bedrock", "amazon.titan-embed-text-v2:0")]
    public async Task Embeddings_that_the_gateway_cannot_ask_for_are_refused_when_they_are_configured(string kind, string upstreamModel)
    {
        var provider = fixture.Name(kind);
        await fixture.MakeAsync("providers", new { name = provider, kind, api_key = "k", region = kind == "bedrock" ? "eu-central-1" : null });

        var refused = await fixture.Admin.PostAsync("models", new { name = provider, deployments = new[] { new { provider, upstream_model = upstreamModel, capabilities = new[] { "embeddings" } } } });

        refused.Json["errors"]!["deployments[0].capabilities"]!.ToJsonString().ShouldContain($"embeddings cannot be had from providers of the kind {kind}. Take it out, or deploy the model at another provider.");
    }

    private async Task<(string First, string Second, string Group)> GroupAsync(object first, object second)
    {
        var names = new List<string>();
        foreach (var settings in new[] { first, second })
        {
            var name = fixture.Name("member");
            await fixture.MakeAsync("providers", new { name, kind = "openai_compatible", base_url = fixture.Upstream.BaseUrl, allow_private = true, allow_http = true });
            var deployment = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(settings))!.AsObject();
            (deployment["provider"], deployment["upstream_model"]) = (name, name);
            await fixture.MakeAsync("models", new JsonObject { ["name"] = name, ["deployments"] = new JsonArray(deployment) });
            names.Add(name);
        }
        var group = fixture.Name("group");
        await fixture.MakeAsync("route-groups", new { key = group, strategy = "static", members = names.Select(model => new { model }) });
        await fixture.GrantAsync(group);
        return (names[0], names[1], group);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
}
