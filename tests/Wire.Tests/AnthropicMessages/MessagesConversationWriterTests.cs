using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.AnthropicMessages;

public sealed class MessagesConversationWriterTests
{
    private static readonly Turn Question = Messages.Say(TurnRole.User, "Hi");

    [Fact]
    public void The_bound_of_the_answer_is_always_there() =>
        Messages.Write(Messages.Conversation(Question), defaultMaxTokens: 99).ShouldBe(
            """{"model":"some-model","max_tokens":99,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}""");

    [Fact]
    public void Leading_instructions_go_to_system_and_late_ones_become_reminders()
    {
        var request = Messages.Conversation(
            Messages.Say(TurnRole.System, "A"), Messages.Say(TurnRole.Developer, "B"), Question, Messages.Say(TurnRole.Developer, "C"));

        Messages.Written(request, "system").ShouldBe("""[{"type":"text","text":"A"},{"type":"text","text":"B"}]""");
        Messages.Written(request, "messages").ShouldBe(
            """[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"<system-reminder>\nC\n</system-reminder>"}]}]""");
    }

    [Fact]
    public void Instructions_and_nothing_else_are_what_the_user_says()
    {
        var request = Messages.Conversation(Messages.Turn(TurnRole.System, new TextPart("A") { Cache = new CacheBreakpoint(null) }), Messages.Say(TurnRole.User, ""));
        request.Format = new OutputFormat(null, default, null);

        Messages.Written(request, "messages").ShouldBe(
            """[{"role":"user","content":[{"type":"text","text":"A","cache_control":{"type":"ephemeral"}}]}]""");
        Messages.Written(request, "system").ShouldBe("""[{"type":"text","text":"Answer with one JSON object and nothing else."}]""");
        Messages.Written(Messages.Conversation(Messages.Say(TurnRole.Developer, "A")), "system").ShouldBeNull();
    }

    [Fact]
    public void A_question_without_a_word_is_a_message_that_says_so()
    {
        const string Written = """[{"role":"user","content":[{"type":"text","text":"(no message)"}]}]""";

        Messages.Written(Messages.Conversation(Messages.Say(TurnRole.User, "")), "messages").ShouldBe(Written);
        Messages.Written(Messages.Conversation(Messages.Turn(TurnRole.User)), "messages").ShouldBe(Written);
    }

    [Fact]
    public void Results_stand_together_before_any_text_though_they_came_apart()
    {
        var request = Messages.Conversation(
            Question,
            Messages.Turn(TurnRole.Assistant, new ToolCallPart("a", "f", "{}"), new ToolCallPart("b", "f", "{}")),
            Messages.Turn(TurnRole.Tool, new ToolResultPart("a", [new TextPart("1")], false)),
            Messages.Say(TurnRole.User, "More"),
            Messages.Turn(TurnRole.Tool, new ToolResultPart("b", [new TextPart("")], true)));

        Messages.Written(request, "messages")!.ShouldEndWith(
            """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"1"}]},{"type":"tool_result","tool_use_id":"b","is_error":true},{"type":"text","text":"More"}]}]""");
    }

    [Fact]
    public void Turns_of_one_side_are_merged_and_empty_ones_left_out_R61()
    {
        var request = Messages.Conversation(
            Question, Messages.Say(TurnRole.Assistant, ""), Messages.Say(TurnRole.User, "there"),
            Messages.Turn(TurnRole.Assistant, new TextPart(" "), new ReasoningPart("unsigned", null), new ToolCallPart("a", "f", "{}")));

        Messages.Written(request, "messages").ShouldBe(
            """[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"there"}]},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]}]""");
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":""", """{"_raw":"{\"a\":"}""")]
    [InlineData("""{} x""", """{"_raw":"{} x"}""")]
    [InlineData("[1]", """{"_raw":"[1]"}""")]
    public void Input_is_an_object_whatever_the_model_wrote(string arguments, string input) =>
        Messages.Written(Messages.Conversation(Question, Messages.Turn(TurnRole.Assistant, new ToolCallPart("a", "f", arguments)), Question), "messages")!
            .ShouldContain($"\"input\":{input}}}");

    [Fact]
    public void Ids_are_made_fit_in_the_call_and_its_result_and_stay_apart()
    {
        var request = Messages.Conversation(
            Messages.Turn(TurnRole.Assistant, new ToolCallPart("a.b", "f", ""), new ToolCallPart("a:b", "f", ""), new ToolCallPart(new string('x', 80), "f", "")),
            Messages.Turn(TurnRole.Tool, new ToolResultPart("a:b", [], false), new ToolResultPart("a.b", [], false), new ToolResultPart(new string('x', 80), [], false)));

        var ids = System.Text.RegularExpressions.Regex.Matches(Messages.Written(request, "messages")!, "\"(?:id|tool_use_id)\":\"([^\"]*)\"").Select(m => m.Groups[1].Value);

        ids.ShouldBe(["a_b", "a_b_2", new string('x', 64), "a_b_2", "a_b", new string('x', 64)]);
    }

    [Fact]
    public void Tools_have_a_schema_with_a_type_and_custom_ones_take_one_string()
    {
        var request = Messages.Conversation(Question);
        request.Tools.Add(new ToolDefinition("none", null, default));
        request.Tools.Add(new ToolDefinition("bare", "d", Messages.Json("""{"properties":{}}""")) { Cache = new CacheBreakpoint(null), Strict = true });
        request.Tools.Add(new ToolDefinition("patch", "Patches.", default) { IsCustom = true, Grammar = Messages.Json("""{"syntax":"lark","definition":"start: x"}""") });
        request.ToolChoice = ToolChoice.Required;
        request.ParallelToolCalls = false;

        Messages.Written(request, "tools").ShouldBe(
            """[{"name":"none","input_schema":{"type":"object"}},{"name":"bare","description":"d","input_schema":{"type":"object","properties":{}},"strict":true,"cache_control":{"type":"ephemeral"}},{"name":"patch","description":"Patches.\n\nThe input must follow this grammar:\nstart: x","input_schema":{"type":"object","properties":{"input":{"type":"string"}},"required":["input"]}}]""");
        Messages.Written(request, "tool_choice").ShouldBe("""{"type":"any","disable_parallel_tool_use":true}""");
    }

    [Fact]
    public void A_choice_among_no_tools_is_left_out()
    {
        var request = Messages.Conversation(Question);
        request.ToolChoice = ToolChoice.None;

        Messages.Written(request, "tool_choice").ShouldBeNull();
    }

    [Fact]
    public void A_schema_is_kept_byte_by_byte_with_member_names_that_look_like_marks_R66()
    {
        const string Schema = """{ "type": "object", "properties": { "cache_control": {"type": "string"} } }""";
        var request = Messages.Conversation(Question);
        request.Tools.Add(new ToolDefinition("f", null, Messages.Json(Schema)));

        Messages.Write(request).ShouldContain($"\"input_schema\":{Schema}}}");
    }

    [Fact]
    public void A_schema_for_the_answer_goes_to_the_output_and_any_JSON_is_asked_for_in_words()
    {
        var schema = Messages.Conversation(Question);
        schema.Format = new OutputFormat("n", Messages.Json("""{"type":"object"}"""), true);
        var any = Messages.Conversation(Question);
        any.Format = new OutputFormat(null, default, null);

        Messages.Written(schema, "output_config").ShouldBe("""{"format":{"type":"json_schema","schema":{"type":"object"}}}""");
        Messages.Written(any, "system").ShouldBe("""[{"type":"text","text":"Answer with one JSON object and nothing else."}]""");
    }

    [Fact]
    public void Sampling_stays_within_what_is_taken()
    {
        var request = Messages.Conversation(Question);
        (request.Temperature, request.TopP, request.TopK, request.User) = (1.7, 0.5, 3, "u");
        request.StopSequences.AddRange(["\n", "END"]);

        Messages.Write(request).ShouldStartWith(
            """{"model":"some-model","max_tokens":4096,"temperature":1,"top_p":0.5,"top_k":3,"stop_sequences":["END"],"metadata":{"user_id":"u"},""");
    }

    [Theory]
    [InlineData("claude-3-opus-20240229", "temperature,top_p,top_k", "")]
    [InlineData("claude-sonnet-4-20250514", "temperature,top_p,top_k", "")]
    [InlineData("claude-opus-4-1-20250805", "temperature,top_k", "TopP")]
    [InlineData("claude-sonnet-4-6", "temperature,top_k", "TopP")]
    [InlineData("claude-opus-4-7", "", "Temperature,TopP,TopK")]
    [InlineData("claude-sonnet-5", "", "Temperature,TopP,TopK")]
    [InlineData("some-model", "temperature,top_p,top_k", "")]
    public void Sampling_that_the_model_refuses_is_left_out_and_named(string model, string written, string omitted)
    {
        var request = Messages.Conversation(Question);
        (request.Temperature, request.TopP, request.TopK) = (0.5, 0.25, 3);

        var body = Messages.Json(Messages.Write(request, model));

        string.Join(',', new[] { "temperature", "top_p", "top_k" }.Where(field => body.TryGetProperty(field, out _))).ShouldBe(written);
        string.Join(',', MessagesConversationWriter.Omits(request, model, 4096)).ShouldBe(omitted);
    }

    [Fact]
    public void Documents_go_as_pdf_or_as_text_and_marks_stay()
    {
        var request = Messages.Conversation(Messages.Turn(
            TurnRole.User,
            new DocumentPart(MediaSource.Inline("application/pdf", "JVBE"), "T"),
            new DocumentPart(MediaSource.Inline("text/markdown", "w6k="), null) { Cache = new CacheBreakpoint("1h") },
            new ImagePart(MediaSource.AtUrl("https://a/b.png"), "high")));

        Messages.Written(request, "messages").ShouldBe(
            """[{"role":"user","content":[{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBE"},"title":"T"},{"type":"document","source":{"type":"text","media_type":"text/plain","data":"é"},"cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"image","source":{"type":"url","url":"https://a/b.png"}}]}]""");
    }

    [Fact]
    public void A_prefill_ends_without_white_space() =>
        Messages.Written(Messages.Conversation(Question, Messages.Say(TurnRole.Assistant, "Well, \n")), "messages")!.ShouldEndWith("\"text\":\"Well,\"}]}]");

    [Theory]
    [InlineData("claude-opus-4-5-20251101", true)]
    [InlineData("claude-haiku-4-5", true)]
    [InlineData("some-model", true)]
    [InlineData("claude-opus-4-6", false)]
    [InlineData("claude-sonnet-4-6", false)]
    [InlineData("claude-opus-4-7@20260416", false)]
    [InlineData("claude-sonnet-5", false)]
    [InlineData("claude-mythos-preview", false)]
    public void A_model_that_refuses_a_prefill_is_asked_to_go_on_which_is_named(string model, bool takes)
    {
        var request = Messages.Conversation(Question, Messages.Say(TurnRole.Assistant, "Well,"));
        request.Note(ConversationFeature.Prefill, "messages[1]");

        var messages = Messages.Json(Messages.Written(request, "messages", model)!);

        messages.EnumerateArray().Select(message => message.GetProperty("role").GetString()).ShouldBe(takes ? ["user", "assistant"] : ["user", "assistant", "user"]);
        MessagesConversationWriter.Emulates(request, model).ShouldBe(takes ? [] : [ConversationFeature.Prefill]);
        MessagesConversationWriter.Emulates(Messages.Conversation(Question), model).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("END", false)]
    [InlineData("", false)]
    [InlineData("\n", true)]
    [InlineData(" ", true)]
    public void An_end_at_white_space_is_left_to_the_gateway_and_named(string stop, bool emulated)
    {
        var request = Messages.Conversation(Question);
        request.StopSequences.Add(stop);
        request.Note(ConversationFeature.StopSequences, "stop");

        MessagesConversationWriter.Emulates(request, Messages.Model).ShouldBe(emulated ? [ConversationFeature.StopSequences] : []);
    }

    [Fact]
    public void A_last_turn_of_nothing_needs_no_going_on() =>
        Messages.Written(Messages.Conversation(Question, Messages.Say(TurnRole.Assistant, " ")), "messages", "claude-opus-4-7").ShouldBe(
            """[{"role":"user","content":[{"type":"text","text":"Hi"}]}]""");
}
