using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Testing.Gateway;
using Testing.Net;

namespace Gateway.Tests.Models.Probe;

/// <summary>The test of a provider that is not saved yet, by the admin API, of every kind against a server that speaks as the vendor does.</summary>
public sealed class ProviderKindProbeTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Key = "AKIARIGHT0123456789";

    [Theory]
    [InlineData("azure_openai")]
    [InlineData("azure_openai, dated")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    [InlineData("vertex")]
    [InlineData("bedrock")]
    public async Task A_right_key_and_a_model_that_is_there_pass(string kind)
    {
        await using var server = await LoopbackServer.StartAsync(context => Vendor.Of(kind).AnswerAsync(context, Key));

        var steps = await TestAsync(kind, server, Key, "good-model");

        (Ok(steps, "auth"), Ok(steps, "model")).ShouldBe((true, true), steps.ToJsonString());
    }

    [Theory]
    [InlineData("azure_openai")]
    [InlineData("azure_openai, dated")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    [InlineData("vertex")]
    [InlineData("bedrock")]
    public async Task A_wrong_key_fails_at_auth_in_the_vendor_s_words_with_a_model_and_without(string kind)
    {
        await using var server = await LoopbackServer.StartAsync(context => Vendor.Of(kind).AnswerAsync(context, Key));

        foreach (var model in (string?[])["good-model", null])
        {
            var steps = await TestAsync(kind, server, "AKIAWRONG0123456789", model);

            Ok(steps, "auth").ShouldBe(false, steps.ToJsonString());
            Detail(steps, "auth").ShouldContain("rejects the credential");
            Detail(steps, "auth").ShouldContain(Vendor.Of(kind).WrongKey);
        }
    }

    [Theory]
    [InlineData("azure_openai", "does not know")]
    [InlineData("azure_openai, dated", "does not know")]
    [InlineData("anthropic", "Did you mean good-model?")]
    [InlineData("gemini", "Did you mean good-model?")]
    [InlineData("vertex", "does not know")]
    [InlineData("bedrock", "does not know")]
    public async Task A_model_that_is_not_there_fails_at_model(string kind, string said)
    {
        await using var server = await LoopbackServer.StartAsync(context => Vendor.Of(kind).AnswerAsync(context, Key));

        var steps = await TestAsync(kind, server, Key, "good-modle");

        Ok(steps, "auth").ShouldNotBe(false, steps.ToJsonString());
        Ok(steps, "model").ShouldBe(false, steps.ToJsonString());
        Detail(steps, "model").ShouldContain(said);
    }

    private async Task<JsonArray> TestAsync(string kind, LoopbackServer server, string key, string? model)
    {
        var reply = await fixture.Admin.PostAsync("providers/test", new
        {
            provider = new
            {
                name = "new", kind = kind.Split(',')[0], base_url = server.Url.AbsoluteUri.TrimEnd('/') + (kind == "anthropic" ? "/v1" : kind == "gemini" ? "/v1beta" : ""),
                api_key = kind == "bedrock" ? $"{key}:secret" : key, allow_private = true, allow_http = true,
                api_version = kind.EndsWith("dated", StringComparison.Ordinal) ? "2025-04-01-preview" : null, region = kind == "bedrock" ? "eu-central-1" : null,
            },
            model,
        });
        return reply.Succeeded().Json["steps"]!.AsArray();
    }

    private static JsonNode Step(JsonArray steps, string name) => steps.Single(step => (string?)step!["name"] == name)!;

    private static bool? Ok(JsonArray steps, string name) => (bool?)Step(steps, name)["ok"];

    private static string Detail(JsonArray steps, string name) => (string)Step(steps, name)["detail"]!;
}
