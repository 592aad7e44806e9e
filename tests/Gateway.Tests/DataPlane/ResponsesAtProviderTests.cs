using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Upstream;
using static Gateway.Tests.DataPlane.ResponseCaller;

namespace Gateway.Tests.DataPlane;

/// <summary>Responses that their provider keeps itself: the gateway knows whose they are and where.</summary>
public sealed class ResponsesAtProviderTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private int _ids;

    private ResponseCaller Caller => new(fixture.Caller);

    [Fact]
    public async Task What_is_asked_about_a_response_goes_to_the_provider_that_made_it()
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai", api_key = "sk-provider-one" });
        var id = await MakeAsync(model);

        foreach (var (ask, target, method) in new (Func<Task<(HttpStatusCode, string)>>, string, string)[]
        {
            (() => Caller.GetAsync($"{id}?include=reasoning.encrypted_content"), $"/v1/responses/{id}?include=reasoning.encrypted_content", "GET"),
            (() => Caller.GetAsync($"{id}/input_items?limit=2&order=asc"), $"/v1/responses/{id}/input_items?limit=2&order=asc", "GET"),
            (() => Caller.CancelAsync(id), $"/v1/responses/{id}/cancel", "POST"),
        })
        {
            fixture.Upstream.Enqueue(UpstreamBehavior.Exact("""{"said":"by the provider"}"""));
            (await ask()).ShouldBe((HttpStatusCode.OK, """{"said":"by the provider"}"""));
            var seen = fixture.Upstream.Requests[^1];
            (seen.Method, seen.Target, seen.Headers["Authorization"]).ShouldBe((method, target, "Bearer sk-provider-one"));
        }
    }

    [Fact]
    public async Task At_azure_the_version_of_the_api_goes_along()
    {
        var model = await fixture.ModelAtAsync(new { kind = "azure_openai", api_key = "azure-key", api_version = "2025-04-01-preview" }, $"http://127.0.0.1:{fixture.Upstream.Port}");
        var id = await MakeAsync(model);
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact("{}"));

        (await Caller.GetAsync($"{id}/input_items?limit=2")).ShouldBe((HttpStatusCode.OK, "{}"));

        var seen = fixture.Upstream.Requests[^1];
        (seen.Target, seen.Headers["api-key"]).ShouldBe(($"/openai/responses/{id}/input_items?api-version=2025-04-01-preview&limit=2", "azure-key"));
    }

    [Fact]
    public async Task What_is_deleted_there_is_deleted_here()
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai" });
        var id = await MakeAsync(model);
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact($$"""{"id":"{{id}}","object":"response","deleted":true}"""));

        (await Caller.DeleteAsync(id)).Status.ShouldBe(HttpStatusCode.OK);

        fixture.Upstream.Requests[^1].Method.ShouldBe("DELETE");
        (await Caller.GetAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Caller.TryCreateAsync(model, "\"hi\"", $",\"previous_response_id\":\"{id}\"")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task To_another_key_it_does_not_exist_and_its_provider_is_not_asked()
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai" });
        var id = await MakeAsync(model);
        var other = await fixture.MakeAsync("keys", new { name = fixture.Name("other"), team_id = fixture.Scenario.TeamId });
        var stranger = new ResponseCaller(fixture.Gateway.Caller(other["secret"]));
        var calls = fixture.Upstream.Count;

        (await stranger.GetAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.DeleteAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.TryCreateAsync(model, "\"hi\"", $",\"previous_response_id\":\"{id}\"")).Status.ShouldBe(HttpStatusCode.NotFound);
        fixture.Upstream.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task The_next_turn_goes_to_the_same_provider_as_it_was_sent()
    {
        var (one, two) = (await fixture.ModelAtAsync(new { kind = "openai", api_key = "sk-one" }), await fixture.ModelAtAsync(new { kind = "openai", api_key = "sk-two" }));
        var group = fixture.Name("group");
        await fixture.MakeAsync("route-groups", new { key = group, strategy = "static", members = new[] { new { model = one }, new { model = two } } });
        await fixture.GrantAsync(group);
        var id = await MakeAsync(two);

        for (var i = 0; i < 3; i++)
        {
            fixture.Upstream.Enqueue(Answer(NextId()));
            var (status, text) = await Caller.TryCreateAsync(group, "\"on\"", $",\"previous_response_id\":\"{id}\"");
            status.ShouldBe(HttpStatusCode.OK, text);
            var seen = fixture.Upstream.Requests[^1];
            (seen.Headers["Authorization"], (string?)seen.Json!["previous_response_id"], (string?)seen.Json["input"]).ShouldBe(("Bearer sk-two", id, "on"));
        }
    }

    [Fact]
    public async Task A_stream_is_noted_when_it_begins_and_kept_when_it_ends()
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai" });
        var (broken, whole) = (NextId(), NextId());
        fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream(Event("response.created", broken, "in_progress"), "data: {\"type\":\"response.output_text.delta\",\"delta\":\"a\"}\n\n"u8.ToArray()));
        using (var response = await fixture.Caller.PostAsync("v1/responses", new { model, input = "hi", stream = true }, TestContext.Current.CancellationToken))
            (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("event: error");
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact("""{"status":"failed"}"""));
        (await Caller.GetAsync(broken)).Text.ShouldBe("""{"status":"failed"}""");

        fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream(Event("response.created", whole, "in_progress"), Event("response.completed", whole, "completed")));
        await Caller.StreamAsync(model, "\"Kept question\"");
        await Caller.CreateAsync(fixture.Scenario.Model, "\"on\"", $",\"previous_response_id\":\"{whole}\"");

        fixture.Upstream.Chats[^1].Json!["messages"]!.AsArray().Select(m => (string?)m!["role"]).ShouldBe(["user", "assistant", "user"]);
        fixture.Upstream.Chats[^1].Text.ShouldContain("Kept question");
        fixture.Upstream.Chats[^1].Text.ShouldContain("Kept answer");
    }

    [Fact]
    public async Task A_conversation_moves_to_a_provider_that_does_not_have_it()
    {
        var (one, two) = (await fixture.ModelAtAsync(new { kind = "openai", api_key = "sk-one" }), await fixture.ModelAtAsync(new { kind = "openai", api_key = "sk-two" }));
        var first = await Caller.CreateAsync(fixture.Scenario.Model, "\"From chat\"");
        fixture.Upstream.Enqueue(Answer(NextId()));
        var second = await Caller.CreateAsync(one, "\"To one\"", $",\"previous_response_id\":\"{IdOf(first)}\"");
        fixture.Upstream.Enqueue(Answer(NextId()));

        await Caller.CreateAsync(two, """[{"role":"user","content":"To two"}]""", $",\"temperature\":0.50,\"previous_response_id\":\"{IdOf(second)}\"");

        var seen = fixture.Upstream.Requests[^1];
        seen.Text.ShouldContain("\"temperature\":0.50");
        (seen.Headers["Authorization"], seen.Json!["previous_response_id"]).ShouldBe(("Bearer sk-two", null));
        var input = seen.Json["input"]!.AsArray();
        input.Select(i => (string?)i!["role"]).ShouldBe(["user", "assistant", "user", "assistant", "user"]);
        input.SkipLast(1).ShouldAllBe(i => i!["id"] == null);
        input.ToJsonString().ShouldContain("From chat");
        input.ToJsonString().ShouldNotContain("sealed", Case.Sensitive, "reasoning is sealed for the account it was made in");
    }

    [Fact]
    public async Task A_response_in_the_background_is_its_provider_s_alone()
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai" });
        var id = NextId();
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact($$"""{"id":"{{id}}","object":"response","status":"queued","output":[]}"""));
        await Caller.CreateAsync(model, "\"Later\"", ",\"background\":true");
        fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream(Event("response.completed", id, "completed")));

        (await Caller.GetAsync($"{id}?stream=true&starting_after=3")).Text.ShouldStartWith("event: response.completed");

        fixture.Upstream.Requests[^1].Target.ShouldEndWith("?stream=true&starting_after=3");
        var (status, text) = await Caller.TryCreateAsync(fixture.Scenario.Model, "\"on\"", $",\"previous_response_id\":\"{id}\"");
        (status, ErrorOf(text)).ShouldBe((HttpStatusCode.BadRequest, ("previous_response_not_found", "previous_response_id")));
    }

    [Fact]
    public async Task What_the_provider_refuses_is_passed_on_and_a_provider_that_fails_is_a_502()
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai" });
        var id = await MakeAsync(model);
        fixture.Upstream.Enqueue(UpstreamBehavior.OpenAIError(409, "conflict", "Not now."));
        var (status, text) = await Caller.CancelAsync(id);
        ((int)status, ErrorOf(text).Code).ShouldBe((409, "conflict"));
        fixture.Upstream.Enqueue(UpstreamBehavior.OpenAIError(500, "server_error"));
        (status, text) = await Caller.GetAsync(id);
        ((int)status, ErrorOf(text).Code).ShouldBe((502, "upstream-error"));
        fixture.Upstream.Enqueue(new UpstreamBehavior { ResetBeforeAnswer = true });
        (status, text) = await Caller.GetAsync(id);
        ((int)status, ErrorOf(text).Code).ShouldBe((502, "upstream-error"));
    }

    [Fact]
    public async Task What_is_not_stored_is_not_noted()
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai" });

        (await Caller.GetAsync(await MakeAsync(model, ",\"store\":false"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_provider_that_is_gone_leaves_the_gateway_s_copy()
    {
        var model = await fixture.ModelAtAsync(new { kind = "openai" });
        var id = await MakeAsync(model);
        var provider = (await fixture.Admin.ListAsync("providers")).Single(p => (string?)p["name"] == model);
        (await fixture.Admin.PatchAsync($"providers/{provider["id"]}", new { enabled = false })).Succeeded();

        var (status, text) = await Caller.GetAsync(id);

        (status, IdOf(text)).ShouldBe((HttpStatusCode.OK, id));
        (await Caller.GetAsync($"{id}/input_items")).Text.ShouldContain("hi");
    }

    private string NextId() => $"resp_{Guid.NewGuid():N}{Interlocked.Increment(ref _ids)}";

    private async Task<string> MakeAsync(string model, string more = "")
    {
        var id = NextId();
        fixture.Upstream.Enqueue(Answer(id));
        IdOf(await Caller.CreateAsync(model, "\"hi\"", more)).ShouldBe(id);
        return id;
    }

    private static UpstreamBehavior Answer(string id) => UpstreamBehavior.Exact(Response(id, "completed"));

    private static byte[] Event(string type, string id, string status) =>
        Encoding.UTF8.GetBytes($"event: {type}\ndata: {{\"type\":\"{type}\",\"sequence_number\":0,\"response\":{Response(id, status)}}}\n\n");

    private static string Response(string id, string status) => new JsonObject
    {
        ["id"] = id,
        ["object"] = "response",
        ["status"] = status,
        ["output"] = status == "completed"
            ? new JsonArray(
                new JsonObject { ["type"] = "reasoning", ["id"] = "rs_1", ["summary"] = new JsonArray(), ["encrypted_content"] = "sealed" },
                new JsonObject
                {
                    ["type"] = "message", ["id"] = "msg_1", ["status"] = "completed", ["role"] = "assistant",
                    ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = "Kept answer", ["annotations"] = new JsonArray() }),
                })
            : new JsonArray(),
    }.ToJsonString();
}
