using System.Net;
using System.Text.Json.Nodes;
using Testing.Upstream;
using static Gateway.Tests.DataPlane.ResponseCaller;

namespace Gateway.Tests.DataPlane;

/// <summary>Responses of models of other APIs, which the gateway keeps in OpenAI's place.</summary>
public sealed class KeptResponsesTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Hello = "\"Hello\"";

    private ResponseCaller Caller => new(fixture.Caller);

    private string Model => fixture.Scenario.Model;

    [Theory]
    [InlineData("openai_compatible")]
    [InlineData("anthropic")]
    public async Task A_response_is_there_at_once_byte_for_byte(string kind)
    {
        var model = kind == "anthropic" ? await fixture.ModelAtAsync(new { kind }) : Model;
        var made = await Caller.CreateAsync(model, Hello);

        (await Caller.GetAsync(IdOf(made))).ShouldBe((HttpStatusCode.OK, made));
        var response = JsonNode.Parse(made)!;
        ((bool)response["store"]!, response["previous_response_id"]).ShouldBe((true, null));
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        (await Caller.GetAsync(IdOf(made))).ShouldBe((HttpStatusCode.OK, made), "and still when it is in the database");
    }

    [Fact]
    public async Task A_streamed_response_is_there_with_the_last_byte()
    {
        var made = await Caller.StreamAsync(Model, Hello);

        var (status, text) = await Caller.GetAsync((string)made["id"]!);

        status.ShouldBe(HttpStatusCode.OK);
        JsonNode.DeepEquals(JsonNode.Parse(text), made).ShouldBeTrue();
    }

    [Fact]
    public async Task An_upstream_that_streams_unasked_is_kept_too()
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream(
            """data: {"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":"Unasked"},"finish_reason":"stop"}]}"""u8.ToArray(), "\n\ndata: [DONE]\n\n"u8.ToArray()));

        var made = await Caller.CreateAsync(Model, Hello);

        made.ShouldContain("Unasked");
        (await Caller.GetAsync(IdOf(made))).ShouldBe((HttpStatusCode.OK, made));
    }

    [Fact]
    public async Task Nothing_is_kept_of_what_is_not_to_be_stored()
    {
        var made = await Caller.CreateAsync(Model, Hello, ",\"store\":false");

        ((bool)JsonNode.Parse(made)!["store"]!).ShouldBeFalse();
        var (status, text) = await Caller.GetAsync(IdOf(made));
        (status, ErrorOf(text)).ShouldBe((HttpStatusCode.NotFound, ("response-not-found", null)));
        (status, text) = await Caller.TryCreateAsync(Model, Hello, $",\"previous_response_id\":\"{IdOf(made)}\"");
        (status, ErrorOf(text)).ShouldBe((HttpStatusCode.NotFound, ("previous_response_not_found", "previous_response_id")));
    }

    [Fact]
    public async Task Who_asks_for_storing_is_not_told_that_it_was_left_out()
    {
        using var response = await fixture.Caller.PostAsync("v1/responses", new { model = Model, input = "hi", store = true });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.Contains("x-signalbox-translation").ShouldBeFalse();
    }

    [Fact]
    public async Task A_deleted_response_is_gone()
    {
        var id = IdOf(await Caller.CreateAsync(Model, Hello));

        var (status, text) = await Caller.DeleteAsync(id);

        (status, text).ShouldBe((HttpStatusCode.OK, $$"""{"id":"{{id}}","object":"response","deleted":true}"""));
        await Task.Delay(600, TestContext.Current.CancellationToken);
        (await Caller.GetAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Caller.GetAsync($"{id}/input_items")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Caller.DeleteAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Caller.TryCreateAsync(Model, Hello, $",\"previous_response_id\":\"{id}\"")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_response_that_reached_the_database_can_be_deleted()
    {
        var id = IdOf(await Caller.CreateAsync(Model, Hello));
        await Task.Delay(1000, TestContext.Current.CancellationToken);

        (await Caller.DeleteAsync(id)).Status.ShouldBe(HttpStatusCode.OK);

        (await Caller.GetAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        await Task.Delay(600, TestContext.Current.CancellationToken);
        (await Caller.GetAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task To_another_key_it_does_not_exist()
    {
        var id = IdOf(await Caller.CreateAsync(Model, Hello));
        var other = await fixture.MakeAsync("keys", new { name = fixture.Name("other"), team_id = fixture.Scenario.TeamId });
        var stranger = new ResponseCaller(fixture.Gateway.Caller(other["secret"]));

        (await stranger.GetAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"{id}/input_items")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.DeleteAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        var (status, text) = await stranger.TryCreateAsync(Model, Hello, $",\"previous_response_id\":\"{id}\"");
        (status, ErrorOf(text)).ShouldBe((HttpStatusCode.NotFound, ("previous_response_not_found", "previous_response_id")));
        (await Caller.GetAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_told()
    {
        var id = IdOf(await Caller.CreateAsync(Model, Hello));

        (await new ResponseCaller(fixture.Gateway.Caller(null)).GetAsync(id)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_that_was_rotated_still_has_its_responses()
    {
        var key = await fixture.MakeAsync("keys", new { name = fixture.Name("rotated"), team_id = fixture.Scenario.TeamId });
        var made = await new ResponseCaller(fixture.Gateway.Caller(key["secret"])).CreateAsync(Model, Hello);
        var current = await fixture.Admin.GetAsync($"keys/{key.Id}");
        var rotated = (await fixture.Admin.SendAsync(HttpMethod.Post, $"keys/{key.Id}/rotate", new { grace_seconds = 0 }, current.ETag)).Succeeded();

        (await new ResponseCaller(fixture.Gateway.Caller(rotated["secret"])).GetAsync(IdOf(made))).ShouldBe((HttpStatusCode.OK, made));
    }

    [Fact]
    public async Task Only_what_runs_in_the_background_can_be_cancelled_or_streamed_again()
    {
        var id = IdOf(await Caller.CreateAsync(Model, Hello));

        (await Caller.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.BadRequest);
        var (status, text) = await Caller.GetAsync($"{id}?stream=true");
        (status, ErrorOf(text)).ShouldBe((HttpStatusCode.BadRequest, ("invalid-request", "stream")));
        (await Caller.GetAsync($"{id}?include=reasoning.encrypted_content")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Input_items_have_ids_and_come_in_pages_of_either_order()
    {
        var id = IdOf(await Caller.CreateAsync(Model,
            """[{"role":"developer","content":"Be brief."},{"role":"user","content":[{"type":"input_text","text":"One"}]},{"type":"message","id":"msg_mine","role":"assistant","content":"Two"},{"role":"user","content":"Three"}]"""));

        var all = await ItemsAsync($"{id}/input_items?order=asc");
        var ids = all["data"]!.AsArray().Select(i => (string)i!["id"]!).ToList();
        ids.Distinct().Count().ShouldBe(4);
        ids[2].ShouldBe("msg_mine");
        ((string?)all["object"], (string?)all["first_id"], (string?)all["last_id"], (bool)all["has_more"]!).ShouldBe(("list", ids[0], ids[3], false));
        ((string?)all["data"]![0]!["content"]![0]!["text"], (string?)all["data"]![0]!["content"]![0]!["type"], (string?)all["data"]![0]!["status"]).ShouldBe(("Be brief.", "input_text", "completed"));
        ((string?)all["data"]![2]!["content"]![0]!["type"]).ShouldBe("output_text");

        var first = await ItemsAsync($"{id}/input_items?limit=3");
        first["data"]!.AsArray().Select(i => (string)i!["id"]!).ShouldBe([ids[3], ids[2], ids[1]]);
        ((bool)first["has_more"]!, (string?)first["last_id"]).ShouldBe((true, ids[1]));
        var rest = await ItemsAsync($"{id}/input_items?limit=3&after={ids[1]}");
        rest["data"]!.AsArray().Select(i => (string)i!["id"]!).ShouldBe([ids[0]]);
        ((bool)rest["has_more"]!).ShouldBeFalse();
        var end = await ItemsAsync($"{id}/input_items?after={ids[0]}");
        (end["data"]!.AsArray().Count, end["first_id"], end["last_id"]).ShouldBe((0, null, null));
    }

    [Fact]
    public async Task A_string_is_one_item_with_an_id_that_stays()
    {
        var id = IdOf(await Caller.CreateAsync(Model, "\"Gr\\u00fc\\u00dfe\""));

        var items = await ItemsAsync($"{id}/input_items");
        var item = items["data"]!.AsArray().ShouldHaveSingleItem()!;

        ((string?)item["type"], (string?)item["role"], (string?)item["content"]![0]!["text"]).ShouldBe(("message", "user", "Grüße"));
        (await ItemsAsync($"{id}/input_items")).ToJsonString().ShouldBe(items.ToJsonString());
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("order=up", "order")]
    [InlineData("after=msg_unknown", "after")]
    public async Task Parameters_out_of_range_are_named(string query, string param)
    {
        var id = IdOf(await Caller.CreateAsync(Model, Hello));

        var (status, text) = await Caller.GetAsync($"{id}/input_items?{query}");

        (status, ErrorOf(text)).ShouldBe((HttpStatusCode.BadRequest, ("invalid-request", param)));
    }

    [Theory]
    [InlineData("resp_unknown", 404, "previous_response_not_found")]
    [InlineData("", 400, "invalid-request")]
    [InlineData("resp 1", 400, "invalid-request")]
    [InlineData("resp_1'--", 400, "invalid-request")]
    public async Task Ids_that_name_nothing_are_refused_before_any_upstream_is_called(string previous, int expected, string code)
    {
        var calls = fixture.Upstream.Count;

        var (status, text) = await Caller.TryCreateAsync(Model, Hello, $",\"previous_response_id\":\"{previous}\"");

        ((int)status, ErrorOf(text)).ShouldBe((expected, (code, "previous_response_id")));
        fixture.Upstream.Count.ShouldBe(calls);
        (await Caller.GetAsync("resp_unknown")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Caller.GetAsync("resp%201")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_too_large_is_answered_and_not_kept()
    {
        using var response = await fixture.Caller.PostAsync("v1/responses", new { model = Model, input = new string('a', 4 * 1024 * 1024) });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("x-signalbox-store").ShouldBe(["too-large"]);
        var made = await response.Content.ReadAsStringAsync();
        ((bool)JsonNode.Parse(made)!["store"]!).ShouldBeFalse();
        (await Caller.GetAsync(IdOf(made))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await MetricsAsync()).ShouldMatch("signalbox_responses_dropped_total\\{[^}]*reason=\"too-large\"[^}]*\\} [1-9]");
    }

    [Fact]
    public async Task What_is_kept_is_counted_and_its_content_is_in_no_metric_and_no_log()
    {
        await Caller.CreateAsync(Model, "\"a-secret-of-mine\"");

        var metrics = await MetricsAsync();

        metrics.ShouldContain("signalbox_responses_kept_total");
        metrics.ShouldContain("signalbox_responses_reads_total{");
        metrics.ShouldContain("signalbox_responses_dropped_total{");
        fixture.Gateway.Output.ShouldNotContain("a-secret-of-mine");
    }

    private async Task<string> MetricsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics");
        request.Headers.Authorization = new("Bearer", fixture.Gateway.AdminKey);
        using var answer = await fixture.Gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task<JsonNode> ItemsAsync(string path)
    {
        var (status, text) = await Caller.GetAsync(path);
        status.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }
}
