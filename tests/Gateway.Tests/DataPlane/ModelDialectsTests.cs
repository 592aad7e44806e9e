using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Tests.DataPlane;

/// <summary>What the admin API says of how a model serves each API, and that calls bear it out.</summary>
public sealed class ModelDialectsTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("openai", new[] { "chat", "responses", "embeddings" }, "as_is chat_completions", "as_is responses", "translated chat_completions", "as_is embeddings")]
    [InlineData("openai", new[] { "responses" }, "translated responses", "as_is responses", "translated responses", "not_served")]
    [InlineData("openai", new[] { "chat", "responses", "reasoning" }, "as_is chat_completions", "as_is responses", "translated responses", "not_served")]
    [InlineData("openai_compatible", new[] { "embeddings" }, "not_served", "not_served", "not_served", "as_is embeddings")]
    [InlineData("anthropic", new[] { "messages" }, "translated messages", "translated messages", "as_is messages", "not_served")]
    [InlineData("gemini", null, "translated generate_content", "translated generate_content", "translated generate_content", "as_is embeddings")]
    [InlineData("bedrock", null, "translated converse", "translated converse", "translated converse", "not_served")]
    public async Task Each_api_is_served_as_it_is_or_translated_or_not_at_all(
        string kind, string[]? capabilities, string chat, string responses, string messages, string embeddings)
    {
        var name = fixture.Name("matrix");
        await fixture.MakeAsync("providers", new { name, kind, base_url = "https://upstream.example/v1", api_key = "key", region = kind == "bedrock" ? "eu-central-1" : null });
        var model = await fixture.MakeAsync("models", new { name, deployments = new[] { new { provider = name, upstream_model = name, capabilities } } });

        var apis = await ApisAsync(model.Id);

        apis.Select(Told).ShouldBe([chat, responses, messages, embeddings]);
        apis.Select(a => (string?)a["api"]).ShouldBe(["chat_completions", "responses", "messages", "embeddings"]);
        apis.Where(a => (string?)a["serving"] == "not_served").ShouldAllBe(a => ((string?)a["reason"])!.Length > 0);

        static string Told(JsonNode api) => $"{api["serving"]} {api["upstream_api"]}".TrimEnd();
    }

    [Fact]
    public async Task A_call_goes_upstream_in_the_api_that_was_told()
    {
        var name = await fixture.ModelAtAsync(new { });
        var id = (string)(await fixture.Admin.ListAsync("models")).Single(m => (string?)m["name"] == name)["id"]!;
        var told = (await ApisAsync(id)).Single(a => (string?)a["api"] == "messages");

        using var body = new StringContent($$"""{"model":"{{name}}","max_tokens":10,"messages":[{"role":"user","content":"Hello"}]}""", Encoding.UTF8, "application/json");
        using var response = await fixture.Caller.PostAsync("v1/messages", body);

        ((string?)told["serving"], (string?)told["upstream_api"]).ShouldBe(("translated", "chat_completions"));
        (response.StatusCode, fixture.Upstream.Requests[^1].Target).ShouldBe((HttpStatusCode.OK, "/v1/chat/completions"));
    }

    [Fact]
    public async Task A_model_that_is_not_there_has_no_dialects() => (await fixture.Admin.GetAsync("models/none/dialects")).Code.ShouldBe("not-found");

    [Fact]
    public async Task What_the_catalog_knows_stands_beside_what_the_operator_set()
    {
        var name = fixture.Name("known");
        await fixture.MakeAsync("providers", new { name, kind = "openai", api_key = "key" });
        var model = await fixture.MakeAsync("models", new { name, deployments = new[] { new { provider = name, upstream_model = "gpt-4o-mini", capabilities = new[] { "chat" } } } });

        var deployment = model.Json["deployments"]![0]!;

        deployment["capabilities"]!.AsArray().Select(c => (string?)c).ShouldBe(["chat"]);
        deployment["catalog"]!["capabilities"]!.AsArray().Select(c => (string?)c).ShouldContain("tools");
        ((string?)deployment["catalog"]!["id"], (long?)deployment["catalog"]!["context_tokens"]).ShouldBe(("gpt-4o-mini", 128_000));
    }

    [Fact]
    public async Task The_servers_that_can_be_named_are_listed_with_the_hosts_they_are_known_by()
    {
        var servers = (await fixture.Admin.GetAsync("providers/servers")).Succeeded().Json["servers"]!.AsArray();

        var mistral = servers.Single(s => (string?)s!["name"] == "mistral")!;
        ((string?)mistral["title"], (string?)mistral["hosts"]![0]).ShouldBe(("Mistral", "api.mistral.ai"));
        await fixture.MakeAsync("providers", new { name = fixture.Name("named"), kind = "openai_compatible", base_url = "https://upstream.example/v1", server = (string?)servers[^1]!["name"] });
    }

    private async Task<IReadOnlyList<JsonNode>> ApisAsync(string modelId) =>
        [.. (await fixture.Admin.GetAsync($"models/{modelId}/dialects")).Succeeded().Json["deployments"]!.AsArray().Single()!["apis"]!.AsArray().OfType<JsonNode>()];
}
