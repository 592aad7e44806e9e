namespace Gateway.Tests.Catalog;

public sealed class CatalogPriceTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_model_at_a_known_host_gets_its_list_price_and_at_another_none()
    {
        var known = await DeployAsync("https://api.groq.com/openai/v1");
        var unknown = await DeployAsync("https://models.internal.example/v1");

        ((string?)known["price_source"], (decimal)known["price"]!["input"]!).ShouldBe(("catalog", 0.05m));
        ((string?)unknown["price_source"], unknown["price"]).ShouldBe((null, null));
    }

    [Fact]
    public async Task The_price_follows_the_provider_to_another_host()
    {
        var name = fixture.Name("moving");
        var provider = await fixture.MakeAsync("providers", new { name, kind = "openai_compatible", base_url = "https://models.internal.example/v1" });
        var model = await fixture.MakeAsync("models", new { name, deployments = new[] { new { provider = name, upstream_model = "llama-3.1-8b-instant" } } });

        (await fixture.Admin.PatchAsync($"providers/{provider.Id}", new { base_url = "https://api.groq.com/openai/v1" })).Succeeded();

        ((string?)(await fixture.Admin.GetAsync($"models/{model.Id}")).Json["deployments"]![0]!["price_source"]).ShouldBe("catalog");
    }

    [Fact]
    public async Task The_catalog_is_listed_with_its_date_and_source()
    {
        var catalog = (await fixture.Admin.GetAsync("catalog")).Succeeded().Json;

        DateOnly.Parse((string)catalog["date"]!).Year.ShouldBeGreaterThanOrEqualTo(2026);
        ((string?)catalog["source"]).ShouldNotBeNullOrEmpty();
        var model = catalog["models"]!.AsArray().Single(m => (string?)m!["id"] == "claude-haiku-4-5")!;
        ((string?)model["provider_kind"], (decimal)model["price"]!["cache_write"]!, (long)model["context_tokens"]!).ShouldBe(("anthropic", 1.25m, 200_000L));
        model.AsObject().ContainsKey("host").ShouldBeFalse();
    }

    private async Task<System.Text.Json.Nodes.JsonNode> DeployAsync(string baseUrl)
    {
        var name = fixture.Name("listed");
        await fixture.MakeAsync("providers", new { name, kind = "openai_compatible", base_url = baseUrl });
        var model = await fixture.MakeAsync("models", new { name, deployments = new[] { new { provider = name, upstream_model = "llama-3.1-8b-instant" } } });
        return model.Json["deployments"]![0]!;
    }
}
