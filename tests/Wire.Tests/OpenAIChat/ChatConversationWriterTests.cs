using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

public sealed class ChatConversationWriterTests
{
    [Fact]
    public void There_is_a_rule_for_every_feature_and_each_says_something()
    {
        ChatRules.Table.All.Count.ShouldBe(Enum.GetValues<ConversationFeature>().Length);
        ChatRules.Table.All.ShouldAllBe(rule => rule.Explanation.EndsWith('.') && rule.Explanation.Length > 15);
    }

    [Fact]
    public void A_conversation_becomes_messages()
    {
        var request = Request(
            new Turn(TurnRole.System, [new TextPart("a"), new TextPart("b") { Cache = new CacheBreakpoint("1h") }]),
            new Turn(TurnRole.Developer, [new TextPart("c")]),
            new Turn(TurnRole.User, [new TextPart("d"), new ImagePart(MediaSource.Inline("image/png", "AAAA"), "low")]) { Name = "ann" },
            new Turn(TurnRole.Assistant, [new ReasoningPart("hm", "sig"), new ReasoningPart("", "x") { IsRedacted = true }]),
            new Turn(TurnRole.Assistant, [new ToolCallPart("1", "f", "{}"), new ToolCallPart("2", "g", "say \"x\"") { IsCustom = true }]),
            new Turn(TurnRole.Tool, [new ToolResultPart("1", [new TextPart("ok")], false), new ToolResultPart("2", [new TextPart("no such file")], true)]),
            new Turn(TurnRole.Assistant, [new TextPart("e"), new TextPart("f")]));

        ChatDialect.Write(request)["messages"].ShouldBeJson("""
            [{"role":"system","content":"a\n\nb"},{"role":"system","content":"c"},
             {"role":"user","name":"ann","content":[{"type":"text","text":"d"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}}]},
             {"role":"assistant","content":null,"reasoning_content":"hm","tool_calls":[
               {"id":"1","type":"function","function":{"name":"f","arguments":"{}"}},
               {"id":"2","type":"function","function":{"name":"g","arguments":"{\"input\":\"say \\\"x\\\"\"}"}}]},
             {"role":"tool","tool_call_id":"1","content":"ok"},{"role":"tool","tool_call_id":"2","content":"Error: no such file"},
             {"role":"assistant","content":"ef"}]
            """);
    }

    [Fact]
    public void R62_images_of_tools_follow_after_all_their_messages()
    {
        var image = new ImagePart(MediaSource.AtUrl("https://e.test/a.png"), null);
        var request = Request(
            new Turn(TurnRole.Assistant, [new ToolCallPart("1", "f", "{}"), new ToolCallPart("2", "f", "{}")]),
            new Turn(TurnRole.Tool, [new ToolResultPart("1", [image], false)]),
            new Turn(TurnRole.Tool, [new ToolResultPart("2", [new TextPart("seen"), image], false)]),
            new Turn(TurnRole.User, [new TextPart("so?")]));

        var messages = ChatDialect.Write(request)["messages"]!.AsArray();

        messages.Select(message => (string?)message!["role"]).ShouldBe(["assistant", "tool", "tool", "user", "user"]);
        messages[2]!["content"].ShouldBeJson("\"seen\"");
        messages[3]!["content"].ShouldBeJson("""
            [{"type":"text","text":"From the result of the tool call 1:"},{"type":"image_url","image_url":{"url":"https://e.test/a.png"}},
             {"type":"text","text":"From the result of the tool call 2:"},{"type":"image_url","image_url":{"url":"https://e.test/a.png"}}]
            """);
    }

    [Fact]
    public void Documents_and_sound_have_parts_of_their_own_and_plain_text_is_text()
    {
        var request = Request(new Turn(TurnRole.User,
        [
            new DocumentPart(MediaSource.Inline("application/pdf", "AAAA"), "a.pdf"),
            new DocumentPart(MediaSource.Inline("application/pdf", "AAAA"), null),
            new DocumentPart(MediaSource.File("file-1"), null),
            new DocumentPart(MediaSource.Inline("text/plain", Convert.ToBase64String(Bytes.Of("Ünter"))), "b.txt"),
            new AudioPart("BBBB", "wav"),
        ]));

        ChatDialect.Write(request)["messages"]![0]!["content"].ShouldBeJson("""
            [{"type":"file","file":{"file_data":"data:application/pdf;base64,AAAA","filename":"a.pdf"}},
             {"type":"file","file":{"file_data":"data:application/pdf;base64,AAAA","filename":"document"}},
             {"type":"file","file":{"file_id":"file-1"}},{"type":"text","text":"b.txt:\nÜnter"},
             {"type":"input_audio","input_audio":{"data":"BBBB","format":"wav"}}]
            """);
    }

    [Fact]
    public void Tools_are_functions_and_a_custom_one_takes_a_string()
    {
        var request = Request(new Turn(TurnRole.User, [new TextPart("a")]));
        request.Tools.Add(new ToolDefinition("f", "d", Json("""{"type":"object","$defs":{}}""")) { Strict = true });
        request.Tools.Add(new ToolDefinition("n", null, default));
        request.Tools.Add(new ToolDefinition("g", null, default) { IsCustom = true, Grammar = Json("""{"type":"grammar","syntax":"lark","definition":"start: x"}""") });
        request.ToolChoice = ToolChoice.Named("g");
        request.ParallelToolCalls = false;

        var body = ChatDialect.Write(request);

        body["tools"].ShouldBeJson("""
            [{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","$defs":{}},"strict":true}},
             {"type":"function","function":{"name":"n","parameters":{"type":"object","properties":{}}}},
             {"type":"function","function":{"name":"g","parameters":{"type":"object","properties":{"input":{"type":"string",
               "description":"The tool's input as raw text. It must match this grammar:\nstart: x"}},"required":["input"],"additionalProperties":false}}}]
            """);
        body["tool_choice"].ShouldBeJson("""{"type":"function","function":{"name":"g"}}""");
        body["parallel_tool_calls"].ShouldBeJson("false");
    }

    [Fact]
    public void Without_tools_nothing_is_said_of_them()
    {
        var request = Request(new Turn(TurnRole.User, [new TextPart("a")]));
        request.ToolChoice = ToolChoice.Required;
        request.ParallelToolCalls = true;
        request.Metadata = Json("""{"a":"b"}""");
        request.TopK = 5;

        ChatDialect.Write(request).ShouldBeJson("""{"model":"up","messages":[{"role":"user","content":"a"}]}""");
    }

    [Theory]
    [InlineData(1, "low")]
    [InlineData(2048, "low")]
    [InlineData(2049, "medium")]
    [InlineData(8192, "medium")]
    [InlineData(8193, "high")]
    public void A_budget_of_reasoning_is_an_effort(long budget, string effort) =>
        Effort(new ReasoningRequest { BudgetTokens = budget }).ShouldBe(effort);

    [Fact]
    public void An_effort_goes_before_a_budget_and_off_is_left_out()
    {
        Effort(new ReasoningRequest { BudgetTokens = 1, Effort = "max" }).ShouldBe("high");
        Effort(new ReasoningRequest { Effort = "minimal" }).ShouldBe("minimal");
        Effort(new ReasoningRequest { IsOff = true, Effort = "none" }).ShouldBeNull();
        Effort(new ReasoningRequest { IsAdaptive = true }).ShouldBeNull();
    }

    [Fact]
    public void R33_usage_is_asked_for_with_a_stream_only()
    {
        var request = Request(new Turn(TurnRole.User, [new TextPart("a")]));
        ChatDialect.Write(request, askForUsage: true)["stream_options"].ShouldBeNull();

        request.Stream = true;
        ChatDialect.Write(request, askForUsage: true)["stream_options"].ShouldBeJson("""{"include_usage":true}""");
        ChatDialect.Write(request)["stream_options"].ShouldBeNull();
        ChatDialect.Write(request)["stream"].ShouldBeJson("true");
    }

    private static string? Effort(ReasoningRequest reasoning)
    {
        var request = Request(new Turn(TurnRole.User, [new TextPart("a")]));
        request.Reasoning = reasoning;
        return (string?)ChatDialect.Write(request)["reasoning_effort"];
    }

    private static ConversationRequest Request(params Turn[] turns)
    {
        var request = new ConversationRequest();
        request.Turns.AddRange(turns);
        return request;
    }

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    [Fact]
    public void OpenAI_itself_gets_the_newer_names_and_nothing_it_would_refuse()
    {
        var request = ChatDialect.Read("""
            {"model":"m","max_tokens":9,"messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"hi"},
             {"role":"assistant","content":"ok","reasoning_content":"hm"},{"role":"user","content":"go on"}]}
            """);

        var written = JsonNode.Parse(ChatDialect.WriteText(request, server: ChatServers.OpenAI))!;

        ((int?)written["max_completion_tokens"], written["max_tokens"], (string?)written["messages"]![0]!["role"]).ShouldBe((9, null, "developer"));
        written["messages"]![2]!["reasoning_content"].ShouldBeNull();
    }
}
