using System.Net;
using System.Text.Json.Nodes;
using Testing.Upstream;
using static Gateway.Tests.DataPlane.ResponseCaller;

namespace Gateway.Tests.DataPlane;

/// <summary>Conversations that go on by <c>previous_response_id</c>, whichever model serves each turn.</summary>
public sealed class ResponseChainTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Tools = """,  "tools":[{"type":"function","name":"get_weather","strict":false,"parameters":{"type":"object","properties":{"city":{"type":"string"} } } },{"type":"custom","name":"apply_patch"}]""";

    private ResponseCaller Caller => new(fixture.Caller);

    private string Chat => fixture.Scenario.Model;

    [Fact]
    public async Task Three_turns_move_between_models_with_calls_results_and_thoughts()
    {
        var claude = await fixture.ModelAtAsync(new { kind = "anthropic" });
        fixture.Upstream.Enqueue(new UpstreamBehavior { ToolCalls = [new("get_weather", """{"city":"Bern"}"""), new("apply_patch", """{"input":"*** Begin"}""")] });
        var first = JsonNode.Parse(await Caller.CreateAsync(Chat, "\"Weather in Bern?\"", ",\"instructions\":\"Speak like a pirate.\"" + Tools))!;
        var calls = first["output"]!.AsArray().Select(i => (string?)i!["call_id"]).ToList();

        fixture.Upstream.Enqueue(new UpstreamBehavior { Text = "Sunny in Bern.", Thinking = "The tool says sunny." });
        var second = await Caller.StreamAsync(claude,
            $$"""[{"type":"function_call_output","call_id":"{{calls[0]}}","output":"sunny"},{"type":"custom_tool_call_output","call_id":"{{calls[1]}}","output":"patched"}]""",
            $",\"reasoning\":{{\"effort\":\"low\",\"summary\":\"auto\"}},\"previous_response_id\":\"{first["id"]}\"" + Tools);
        var asked = fixture.Upstream.Messages[^1].Text;
        asked.ShouldContain("Weather in Bern?");
        asked.ShouldContain("tool_use");
        asked.ShouldContain("sunny");
        asked.ShouldContain("patched");
        asked.ShouldNotContain("pirate", Case.Sensitive, "instructions are not inherited");
        ((string?)second["previous_response_id"]).ShouldBe((string?)first["id"]);

        fixture.Upstream.Enqueue(new UpstreamBehavior { Text = "Rain in Basel." });
        var third = JsonNode.Parse(await Caller.CreateAsync(claude, "\"And Basel?\"", $",\"previous_response_id\":\"{second["id"]}\"" + Tools))!;
        var messages = fixture.Upstream.Messages[^1].Json!["messages"]!.AsArray();
        messages.Select(m => (string?)m!["role"]).ShouldBe(["user", "assistant", "user", "assistant", "user"]);
        messages[3]!.ToJsonString().ShouldContain("Sunny in Bern.");
        messages[4]!.ToJsonString().ShouldContain("And Basel?");

        await Caller.CreateAsync(Chat, "\"Thanks\"", $",\"instructions\":\"Be brief.\",\"previous_response_id\":\"{third["id"]}\"");
        var chat = fixture.Upstream.Chats[^1].Json!["messages"]!.AsArray();
        chat.Select(m => (string?)m!["role"]).ShouldBe(["system", "user", "assistant", "tool", "tool", "assistant", "user", "assistant", "user"]);
        ((string?)chat[0]!["content"], (string?)chat[2]!["tool_calls"]![0]!["id"], (string?)chat[3]!["tool_call_id"]).ShouldBe(("Be brief.", calls[0], calls[0]));
    }

    [Fact]
    public async Task Thoughts_come_back_to_the_model_that_had_them_with_their_proof()
    {
        var claude = await fixture.ModelAtAsync(new { kind = "anthropic" });
        fixture.Upstream.Enqueue(new UpstreamBehavior { Thinking = "I need the weather.", ToolCalls = [new("get_weather", """{"city":"Bern"}""")] });
        var first = JsonNode.Parse(await Caller.CreateAsync(claude, "\"Weather?\"", ",\"reasoning\":{\"effort\":\"low\"}" + Tools))!;
        var call = first["output"]!.AsArray().Single(i => (string?)i!["type"] == "function_call")!;

        await Caller.CreateAsync(claude, $$"""[{"type":"function_call_output","call_id":"{{call["call_id"]}}","output":"sunny"}]""",
            $",\"reasoning\":{{\"effort\":\"low\"}},\"previous_response_id\":\"{first["id"]}\"" + Tools);

        var answer = fixture.Upstream.Messages[^1].Json!["messages"]!.AsArray()[1]!["content"]!.AsArray();
        answer.Select(b => (string?)b!["type"]).ShouldBe(["thinking", "tool_use"]);
        ((string?)answer[0]!["thinking"]).ShouldBe("I need the weather.");
        ((string?)answer[0]!["signature"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Input_items_are_those_of_the_whole_chain()
    {
        var first = IdOf(await Caller.CreateAsync(Chat, "\"One\""));
        var second = IdOf(await Caller.CreateAsync(Chat, "\"Two\"", $",\"previous_response_id\":\"{first}\""));

        var (_, text) = await Caller.GetAsync($"{second}/input_items?order=asc");

        var items = JsonNode.Parse(text)!["data"]!.AsArray();
        items.Select(i => (string?)i!["role"]).ShouldBe(["user", "assistant", "user"]);
        items.Select(i => (string?)i!["content"]![0]!["text"]).ShouldBe(["One", "Hello from the fake upstream.", "Two"]);
    }

    [Fact]
    public async Task A_conversation_branches_where_it_is_gone_on_from_twice()
    {
        var root = IdOf(await Caller.CreateAsync(Chat, "\"Root\""));
        await Caller.CreateAsync(Chat, "\"Left\"", $",\"previous_response_id\":\"{root}\"");
        await Caller.CreateAsync(Chat, "\"Right\"", $",\"previous_response_id\":\"{root}\"");

        fixture.Upstream.Chats[^1].Text.ShouldContain("Root");
        fixture.Upstream.Chats[^1].Text.ShouldNotContain("Left");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task A_chain_with_a_deleted_link_cannot_be_gone_on_from(int milliseconds)
    {
        var first = IdOf(await Caller.CreateAsync(Chat, "\"One\""));
        var second = IdOf(await Caller.CreateAsync(Chat, "\"Two\"", $",\"previous_response_id\":\"{first}\""));
        var third = IdOf(await Caller.CreateAsync(Chat, "\"Three\"", $",\"previous_response_id\":\"{second}\""));
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        await Caller.DeleteAsync(second);

        var (status, text) = await Caller.TryCreateAsync(Chat, "\"Four\"", $",\"previous_response_id\":\"{third}\"");

        (status, ErrorOf(text)).ShouldBe((HttpStatusCode.NotFound, ("previous_response_not_found", "previous_response_id")));
        text.ShouldContain(second);
        (await Caller.GetAsync(third)).Status.ShouldBe(HttpStatusCode.OK);
        (await Caller.GetAsync(first)).Status.ShouldBe(HttpStatusCode.OK);
        var (_, items) = await Caller.GetAsync($"{third}/input_items");
        JsonNode.Parse(items)!["data"]!.AsArray().Select(i => (string?)i!["content"]![0]!["text"]).ShouldBe(["Three"]);
    }

    [Fact]
    public async Task A_turn_that_is_not_stored_goes_on_from_one_that_is()
    {
        var first = IdOf(await Caller.CreateAsync(Chat, "\"Stored\""));

        var second = await Caller.CreateAsync(Chat, "\"Not stored\"", $",\"store\":false,\"previous_response_id\":\"{first}\"");

        fixture.Upstream.Chats[^1].Text.ShouldContain("\"Stored\"");
        (await Caller.GetAsync(IdOf(second))).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
