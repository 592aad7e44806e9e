using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIResponses;
using Wire.Tests.AnthropicMessages;
using Wire.Tests.OpenAIChat;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesConversationWriterTests
{
    [Fact]
    public void There_is_a_rule_of_one_sentence_for_every_feature()
    {
        ResponsesRules.Table.All.Select(rule => rule.Feature).ShouldBe(Enum.GetValues<ConversationFeature>(), ignoreOrder: true);
        ResponsesRules.Table.All.ShouldAllBe(rule => rule.Explanation.EndsWith('.') && !rule.Explanation.Contains(". "));
    }

    [Fact]
    public void A_request_is_stateless_and_asks_for_the_encrypted_thoughts() =>
        ResponsesUpstream.Write(ResponsesUpstream.Asking(request => request.Stream = true)).ShouldBeJson("""
            {"model":"gpt-5.1-codex","stream":true,"store":false,"include":["reasoning.encrypted_content"],
             "input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}]}
            """);

    [Fact]
    public void A_conversation_becomes_items()
    {
        var request = Messages.Conversation(
            Messages.Turn(TurnRole.System, new TextPart("a"), new TextPart("b") { Cache = new CacheBreakpoint("1h") }),
            Messages.Say(TurnRole.Developer, "c"),
            new Turn(TurnRole.User, [new TextPart("d"), new TextPart(""), new ImagePart(MediaSource.Inline("image/png", "AAAA"), "low")]) { Name = "ann" },
            Messages.Turn(TurnRole.Assistant, new ReasoningPart("hm", "openai:rs_1:gAAA=="), new TextPart("e")),
            Messages.Turn(TurnRole.Assistant, new ToolCallPart("1", "f", "{}"), new ToolCallPart("2", "g", "say \"x\"") { IsCustom = true }),
            Messages.Turn(TurnRole.Tool, new ToolResultPart("1", [new TextPart("ok"), new TextPart("!")], false), new ToolResultPart("2", [new TextPart("no file")], true)),
            Messages.Say(TurnRole.System, "later"),
            Messages.Turn(TurnRole.Assistant, new RefusalPart("No."), new TextPart("f")));

        var body = ResponsesUpstream.Write(request);

        body["instructions"].ShouldBeJson("\"a\\n\\nb\\n\\nc\"");
        body["input"].ShouldBeJson("""
            [{"type":"message","role":"user","content":[{"type":"input_text","text":"d"},{"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"low"}]},
             {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"gAAA=="},
             {"type":"message","role":"assistant","content":[{"type":"output_text","text":"e"}]},
             {"type":"function_call","call_id":"1","name":"f","arguments":"{}"},
             {"type":"custom_tool_call","call_id":"2","name":"g","input":"say \"x\""},
             {"type":"function_call_output","call_id":"1","output":"ok\n\n!"},
             {"type":"custom_tool_call_output","call_id":"2","output":"Error: no file"},
             {"type":"message","role":"developer","content":[{"type":"input_text","text":"later"}]},
             {"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"No."},{"type":"output_text","text":"f"}]}]
            """);
    }

    [Fact]
    public void R57_only_OpenAI_s_own_proofs_go_back_and_only_before_what_they_led_to()
    {
        var request = Messages.Conversation(
            Messages.Say(TurnRole.User, "Hi"),
            Messages.Turn(TurnRole.Assistant,
                new ReasoningPart("plain", null), new ReasoningPart("claude", "EqQBCgI="), new ReasoningPart("", "data") { IsRedacted = true },
                new ReasoningPart("gemini", "gemini:x"), new ReasoningPart("broken", "openai:rs_0"), new ReasoningPart("bad id", "openai:r s:x"),
                new ReasoningPart("", "openai:rs_1:a:b"), new ToolCallPart("c1", "f", "{}"),
                new ReasoningPart("again", "openai:rs_1:a:b"), new ToolCallPart("c2", "f", "{}"),
                new ReasoningPart("leads nowhere", "openai:rs_2:z")));

        ResponsesUpstream.Write(request)["input"]!.AsArray().Skip(1).Select(item => item!.ToJsonString()).ShouldBe([
            """{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"a:b"}""",
            """{"type":"function_call","call_id":"c1","name":"f","arguments":"{}"}""",
            """{"type":"function_call","call_id":"c2","name":"f","arguments":"{}"}"""]);
    }

    [Fact]
    public void R62_results_of_tools_hold_images_and_documents()
    {
        var request = Messages.Conversation(
            Messages.Turn(TurnRole.Assistant, new ToolCallPart("1", "f", "{}"), new ToolCallPart("2", "f", "{}")),
            Messages.Turn(TurnRole.Tool,
                new ToolResultPart("1", [new TextPart("seen"), new ImagePart(MediaSource.AtUrl("https://e.test/a.png"), null)], false),
                new ToolResultPart("2", [new DocumentPart(MediaSource.Inline("application/pdf", "AAAA"), "a.pdf")], true)));

        ResponsesUpstream.Write(request)["input"]!.AsArray().Skip(2).Select(item => item!["output"]!.ToJsonString()).ShouldBe([
            """[{"type":"input_text","text":"seen"},{"type":"input_image","image_url":"https://e.test/a.png"}]""",
            """[{"type":"input_text","text":"Error"},{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}]"""]);
    }

    [Fact]
    public void Media_go_by_address_inline_or_by_id_and_plain_text_is_text()
    {
        var request = Messages.Conversation(Messages.Turn(TurnRole.User,
            new ImagePart(MediaSource.File("file-1"), null),
            new DocumentPart(MediaSource.File("file-2"), "x"),
            new DocumentPart(MediaSource.AtUrl("https://e.test/a.pdf"), "x"),
            new DocumentPart(MediaSource.Inline("application/pdf", "AAAA"), null),
            new DocumentPart(MediaSource.Inline("text/plain", Convert.ToBase64String(Bytes.Of("Ünter"))), "b.txt"),
            new AudioPart("BBBB", "wav")));

        ResponsesUpstream.Write(request)["input"]![0]!["content"].ShouldBeJson("""
            [{"type":"input_image","file_id":"file-1"},{"type":"input_file","file_id":"file-2"},{"type":"input_file","file_url":"https://e.test/a.pdf"},
             {"type":"input_file","filename":"document.pdf","file_data":"data:application/pdf;base64,AAAA"},{"type":"input_text","text":"b.txt:\nÜnter"}]
            """);
    }

    [Fact]
    public void Tools_are_strict_only_when_asked_and_custom_ones_stay_custom()
    {
        var body = ResponsesUpstream.Write(ResponsesUpstream.Asking(request =>
        {
            request.Tools.Add(new ToolDefinition("f", "d", Messages.Json("""{"type":"object","$defs":{}}""")) { Strict = true });
            request.Tools.Add(new ToolDefinition("n", null, default));
            request.Tools.Add(new ToolDefinition("g", null, default) { IsCustom = true, Grammar = Messages.Json("""{"type":"grammar","syntax":"lark","definition":"start: x"}""") });
            request.Tools.Add(new ToolDefinition("h", "H.", default) { IsCustom = true, Grammar = Messages.Json("""{"type":"grammar","grammar":{"definition":"start: y","syntax":"regex"}}""") });
            request.Tools.Add(new ToolDefinition("i", null, default) { IsCustom = true });
            request.ToolChoice = ToolChoice.Named("g");
            request.ParallelToolCalls = false;
        }));

        body["tools"].ShouldBeJson("""
            [{"type":"function","name":"f","description":"d","parameters":{"type":"object","$defs":{}},"strict":true},
             {"type":"function","name":"n","parameters":{"type":"object","properties":{}},"strict":false},
             {"type":"custom","name":"g","format":{"type":"grammar","syntax":"lark","definition":"start: x"}},
             {"type":"custom","name":"h","description":"H.","format":{"type":"grammar","syntax":"regex","definition":"start: y"}},
             {"type":"custom","name":"i"}]
            """);
        body["tool_choice"].ShouldBeJson("""{"type":"custom","name":"g"}""");
        body["parallel_tool_calls"].ShouldBeJson("false");
    }

    [Theory]
    [InlineData(ToolChoiceMode.Auto, null, null)]
    [InlineData(ToolChoiceMode.None, null, "\"none\"")]
    [InlineData(ToolChoiceMode.Required, null, "\"required\"")]
    [InlineData(ToolChoiceMode.Named, "f", """{"type":"function","name":"f"}""")]
    public void The_choice_is_sent_when_there_are_tools(ToolChoiceMode mode, string? name, string? written)
    {
        var request = ResponsesUpstream.Asking(asked => asked.ToolChoice = new ToolChoice(mode, name));

        ResponsesUpstream.Write(request)["tool_choice"].ShouldBeNull();
        request.Tools.Add(new ToolDefinition("f", null, default));
        ResponsesUpstream.Write(request)["tool_choice"]?.ToJsonString().ShouldBe(written);
    }

    [Fact]
    public void The_form_of_the_answer_is_part_of_text()
    {
        var schema = Messages.Json("""{"type":"object"}""");

        ResponsesUpstream.Write(ResponsesUpstream.Asking(request => (request.Format, request.Verbosity) = (new OutputFormat("n", schema, true) { Description = "d" }, "low")))["text"]
            .ShouldBeJson("""{"format":{"type":"json_schema","name":"n","description":"d","schema":{"type":"object"},"strict":true},"verbosity":"low"}""");
        ResponsesUpstream.Write(ResponsesUpstream.Asking(request => request.Format = new OutputFormat(null, schema, null)))["text"]
            .ShouldBeJson("""{"format":{"type":"json_schema","name":"answer","schema":{"type":"object"}}}""");
    }

    [Fact]
    public void JSON_mode_has_its_instructions_in_the_input()
    {
        var request = Messages.Conversation(Messages.Say(TurnRole.System, "Answer in JSON."), Messages.Say(TurnRole.User, "Hi"));
        request.Format = new OutputFormat(null, default, null);

        var body = ResponsesUpstream.Write(request);

        body["instructions"].ShouldBeNull();
        body["input"]![0].ShouldBeJson("""{"type":"message","role":"developer","content":[{"type":"input_text","text":"Answer in JSON."}]}""");
        body["text"].ShouldBeJson("""{"format":{"type":"json_object"}}""");
    }

    [Fact]
    public void Instructions_alone_are_input_since_there_must_be_some() =>
        ResponsesUpstream.Write(Messages.Conversation(Messages.Say(TurnRole.System, "Go.")))["input"]
            .ShouldBeJson("""[{"type":"message","role":"developer","content":[{"type":"input_text","text":"Go."}]}]""");

    [Fact]
    public void The_caller_s_words_are_sent_and_long_ones_as_their_hash()
    {
        var user = $"user_{new string('a', 64)}_account__session_1";
        var body = ResponsesUpstream.Write(ResponsesUpstream.Asking(request =>
        {
            (request.User, request.PromptCacheKey, request.ServiceTier, request.MaxOutputTokens) = (user, "key", "standard_only", 4);
            request.Metadata = Messages.Json("""{"a":"b"}""");
        }));

        body["user"]!.GetValue<string>().ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Bytes.Of(user))));
        (body["prompt_cache_key"]!.ToString(), body["service_tier"]!.ToString(), body["max_output_tokens"]!.GetValue<int>()).ShouldBe(("key", "default", 16));
        body["metadata"].ShouldBeJson("""{"a":"b"}""");
    }

    [Fact]
    public void Ids_of_calls_are_ones_that_OpenAI_takes_and_call_and_result_agree()
    {
        var id = new string('x', 100) + "/1";
        var input = ResponsesUpstream.Write(Messages.Conversation(
            Messages.Turn(TurnRole.Assistant, new ToolCallPart(id, "f", "{}")), Messages.Turn(TurnRole.Tool, new ToolResultPart(id, [], false))))["input"]!;

        input[0]!["call_id"]!.ToString().Length.ShouldBe(64);
        input[1]!["call_id"]!.ToString().ShouldBe(input[0]!["call_id"]!.ToString());
        input[1]!["output"]!.ToString().ShouldBe("");
    }

    [Fact]
    public void What_the_rules_drop_or_reject_is_not_written()
    {
        var text = ResponsesUpstream.WriteText(ResponsesUpstream.Asking(request =>
        {
            (request.TopK, request.FrequencyPenalty, request.PresencePenalty, request.Seed) = (5, 1, 1, 7);
            request.StopSequences.Add("END");
            request.ParallelToolCalls = true;
        }), "gpt-4o");

        text.ShouldBe("""{"model":"gpt-4o","store":false,"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}]}""");
    }
}
