using System.Net;
using System.Text;
using Testing.Net;

namespace Gateway.Tests.DataPlane;

/// <summary>Translated calls to compatible servers that differ in what they take.</summary>
public sealed class ChatServerTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_call_is_written_for_the_server_that_the_provider_says()
    {
        var model = await fixture.ModelAtAsync(new { server = "mistral" });

        using var response = await CallAsync(model);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var sent = fixture.Upstream.Chats[^1].Json!;
        ((string?)sent["tool_choice"], sent["user"], sent["top_k"]).ShouldBe(("any", null, null));
        response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("dropped=top_k,metadata.user_id");
    }

    [Fact]
    public async Task An_unknown_server_gets_what_all_have_in_common()
    {
        var model = await fixture.ModelAtAsync(new { });

        using var response = await CallAsync(model);

        var sent = fixture.Upstream.Chats[^1].Json!;
        ((string?)sent["tool_choice"], (string?)sent["user"], sent["top_k"]).ShouldBe(("required", "ann", null));
        response.Headers.GetValues("x-signalbox-translation").Single().ShouldBe("dropped=top_k");
    }

    [Fact]
    public async Task What_the_server_has_a_field_for_is_not_dropped()
    {
        var model = await fixture.ModelAtAsync(new { server = "sglang" });

        using var response = await CallAsync(model);

        ((int?)fixture.Upstream.Chats[^1].Json!["top_k"]).ShouldBe(5);
        response.Headers.Contains("x-signalbox-translation").ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_model_is_told_in_words_is_named()
    {
        var model = await fixture.ModelAtAsync(new { server = "ollama" });

        using var response = await CallAsync(model);

        fixture.Upstream.Chats[^1].Json!["messages"]!.ToJsonString().ShouldContain("Call one of the tools now.");
        response.Headers.GetValues("x-signalbox-translation").Single().ShouldContain("emulated=tool_choice");
    }

    [Fact]
    public async Task A_server_is_kept_shown_and_taken_back()
    {
        var provider = await fixture.MakeAsync("providers", new { name = fixture.Name("served"), kind = "openai_compatible", base_url = "https://one.example/v1", server = "vllm" });

        ((string?)(await fixture.Admin.GetAsync($"providers/{provider.Id}")).Json["server"]).ShouldBe("vllm");
        (await fixture.Admin.PatchAsync($"providers/{provider.Id}", new { server = (string?)null })).Succeeded().Json["server"].ShouldBeNull();
    }

    [Theory]
    [InlineData("openai_compatible", "vlm", "Did you mean 'vllm'?")]
    [InlineData("openai_compatible", "gpt-server-of-ours", "Use one of generic, openai,")]
    [InlineData("openai", "vllm", "can be set for the kind openai_compatible only.")]
    public async Task A_server_that_is_not_known_is_refused_with_a_remedy(string kind, string server, string remedy)
    {
        var reply = await fixture.Admin.PostAsync("providers", new { name = fixture.Name("bad"), kind, base_url = "https://one.example/v1", server });

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Text.Replace("\\u0027", "'", StringComparison.Ordinal).ShouldContain(remedy);
    }

    private Task<HttpResponseMessage> CallAsync(string model) => fixture.Caller.PostAsync("v1/messages", new StringContent(
        $$"""
        {"model":"{{model}}","max_tokens":100,"top_k":5,"metadata":{"user_id":"ann"},"tools":[{"name":"f","input_schema":{"type":"object"} }],
         "tool_choice":{"type":"any"},"messages":[{"role":"user","content":"Hello"}]}
        """,
        Encoding.UTF8, "application/json"));
}
