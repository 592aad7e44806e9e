using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.DataPlane;

/// <summary>
/// The catalog that Codex is given in place of its own (https://github.com/openai/codex/blob/main/codex-rs/protocol/src/openai_models.rs). Codex refuses the
/// whole file for one entry that it cannot read, so every field that some release of it requires is looked for.
/// </summary>
public sealed class CodexCatalogTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly Dictionary<string, JsonValueKind[]> Required = new()
    {
        ["slug"] = [JsonValueKind.String],
        ["display_name"] = [JsonValueKind.String],
        ["description"] = [JsonValueKind.String, JsonValueKind.Null],
        ["supported_reasoning_levels"] = [JsonValueKind.Array],
        ["shell_type"] = [JsonValueKind.String],
        ["visibility"] = [JsonValueKind.String],
        ["supported_in_api"] = [JsonValueKind.True, JsonValueKind.False],
        ["priority"] = [JsonValueKind.Number],
        ["upgrade"] = [JsonValueKind.Null, JsonValueKind.Object],
        ["base_instructions"] = [JsonValueKind.String],
        ["supports_reasoning_summaries"] = [JsonValueKind.True, JsonValueKind.False],
        ["support_verbosity"] = [JsonValueKind.True, JsonValueKind.False],
        ["default_verbosity"] = [JsonValueKind.Null, JsonValueKind.String],
        ["apply_patch_tool_type"] = [JsonValueKind.Null, JsonValueKind.String],
        ["truncation_policy"] = [JsonValueKind.Object],
        ["supports_parallel_tool_calls"] = [JsonValueKind.True, JsonValueKind.False],
        ["experimental_supported_tools"] = [JsonValueKind.Array],
        ["input_modalities"] = [JsonValueKind.Array],
    };

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    [InlineData("openai_compatible")]
    public async Task Every_entry_has_what_codex_requires(string kind)
    {
        var entry = await EntryAsync(kind, new { });

        foreach (var (field, kinds) in Required)
        {
            entry.AsObject().ContainsKey(field).ShouldBeTrue(field);
            kinds.ShouldContain(entry[field]?.GetValueKind() ?? JsonValueKind.Null, field);
        }
        ((string)entry["base_instructions"]!).ShouldNotBeEmpty();
        new[] { "list", "hide", "none" }.ShouldContain((string?)entry["visibility"]);
        new[] { "default", "local", "unified_exec", "disabled", "shell_command" }.ShouldContain((string?)entry["shell_type"]);
        ((string?)entry["truncation_policy"]!["mode"], (long)entry["truncation_policy"]!["limit"]!).ShouldBe(("tokens", 10_000L));
    }

    [Fact]
    public async Task What_is_known_of_a_model_is_told()
    {
        var entry = await EntryAsync("anthropic", new { capabilities = new[] { "messages", "tools", "parallel_tools", "images", "reasoning" }, context_tokens = 200_000 });

        entry["supported_reasoning_levels"]!.AsArray().Select(l => (string?)l!["effort"]).ShouldBe(["low", "medium", "high"]);
        entry["supported_reasoning_levels"]!.AsArray().ShouldAllBe(l => ((string)l!["description"]!).Length > 0);
        ((string?)entry["default_reasoning_level"], (bool)entry["supports_reasoning_summaries"]!).ShouldBe(("medium", true));
        ((long)entry["context_window"]!, (long)entry["max_context_window"]!).ShouldBe((200_000L, 200_000L));
        entry["input_modalities"]!.AsArray().Select(m => (string?)m).ShouldBe(["text", "image"]);
        ((bool)entry["supports_parallel_tool_calls"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_is_promised_that_a_model_is_known_not_to_have()
    {
        var entry = await EntryAsync("anthropic", new { capabilities = new[] { "messages", "tools" } });

        entry["supported_reasoning_levels"]!.AsArray().ShouldBeEmpty();
        entry.AsObject().ContainsKey("default_reasoning_level").ShouldBeFalse();
        entry.AsObject().ContainsKey("context_window").ShouldBeFalse();
        entry["input_modalities"]!.AsArray().Select(m => (string?)m).ShouldBe(["text"]);
        ((bool)entry["supports_parallel_tool_calls"]!).ShouldBeFalse();
    }

    [Theory]
    [InlineData("openai", "freeform")]
    [InlineData("azure_openai", "freeform")]
    [InlineData("openai_compatible", null)]
    [InlineData("bedrock", null)]
    public async Task The_patch_tool_is_for_models_that_are_held_to_its_grammar(string kind, string? tool) =>
        ((string?)(await EntryAsync(kind, new { }))["apply_patch_tool_type"]).ShouldBe(tool);

    [Theory]
    [InlineData("chat")]
    [InlineData("embeddings")]
    public async Task A_model_without_tools_is_of_no_use_to_codex(string capability)
    {
        var name = await ModelAsync("openai", new { capabilities = new[] { capability } });

        (await SlugsAsync()).ShouldNotContain(name);
    }

    [Fact]
    public async Task A_group_is_listed_with_the_least_context_and_the_most_senses_of_its_members()
    {
        var seeing = await ModelAsync("openai", new { capabilities = new[] { "responses", "tools", "images" }, context_tokens = 400_000 });
        var longer = await ModelAsync("anthropic", new { capabilities = new[] { "messages", "tools" }, context_tokens = 128_000 });
        var group = fixture.Name("codex-group");
        await fixture.MakeAsync("route-groups", new { key = group, strategy = "static", members = new[] { new { model = seeing }, new { model = longer } } });
        await fixture.GrantAsync(group);

        var entry = (await CatalogAsync()).Single(m => (string?)m["slug"] == group);

        ((long)entry["context_window"]!).ShouldBe(128_000L);
        entry["input_modalities"]!.AsArray().Select(m => (string?)m).ShouldContain("image");
        entry["apply_patch_tool_type"].ShouldBeNull();
    }

    [Fact]
    public async Task Only_what_the_key_may_call_is_in_it_and_in_the_order_of_the_list_of_models()
    {
        var granted = await ModelAsync("openai", new { });
        var other = fixture.Name("not-granted");
        await fixture.MakeAsync("models", new { name = other, deployments = new[] { new { provider = granted, upstream_model = other } } });

        var catalog = await CatalogAsync();

        var slugs = catalog.Select(m => (string?)m["slug"]).ToList();
        slugs.ShouldContain(granted);
        slugs.ShouldNotContain(other);
        catalog.Select(m => (int)m["priority"]!).ShouldBe(Enumerable.Range(1, catalog.Count));
    }

    [Fact]
    public async Task Nobody_gets_it_without_a_key()
    {
        using var response = await fixture.Gateway.Caller(null).GetAsync("v1/codex/models.json");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["code"]).ShouldBe("invalid_api_key");
    }

    private async Task<JsonNode> EntryAsync(string kind, object deployment)
    {
        var name = await ModelAsync(kind, deployment);
        return (await CatalogAsync()).Single(m => (string?)m["slug"] == name);
    }

    private async Task<string> ModelAsync(string kind, object deployment)
    {
        var name = fixture.Name("codex");
        await fixture.MakeAsync("providers", new { name, kind, base_url = "https://upstream.example/v1", api_key = "key", region = kind == "bedrock" ? "eu-central-1" : null });
        var settings = JsonSerializer.SerializeToNode(deployment)!.AsObject();
        (settings["provider"], settings["upstream_model"]) = (name, name);
        await fixture.MakeAsync("models", new JsonObject { ["name"] = name, ["deployments"] = new JsonArray(settings) });
        await fixture.GrantAsync(name);
        return name;
    }

    private async Task<IReadOnlyList<string?>> SlugsAsync() => [.. (await CatalogAsync()).Select(m => (string?)m["slug"])];

    private async Task<IReadOnlyList<JsonNode>> CatalogAsync()
    {
        using var response = await fixture.Caller.GetAsync("v1/codex/models.json");
        (response.StatusCode, response.Content.Headers.ContentType?.MediaType).ShouldBe((HttpStatusCode.OK, "application/json"));
        return [.. JsonNode.Parse(await response.Content.ReadAsStringAsync())!["models"]!.AsArray().OfType<JsonNode>()];
    }
}
