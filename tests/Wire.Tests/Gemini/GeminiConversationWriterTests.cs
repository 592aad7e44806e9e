using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.Gemini;

public sealed class GeminiConversationWriterTests
{
    private static readonly Turn Question = Messages.Say(TurnRole.User, "Hi");

    [Fact]
    public void The_model_stands_in_the_url_and_not_in_the_body() =>
        Gemini.Write(Messages.Conversation(Question)).ShouldBe("""{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{}}""");

    [Fact]
    public void Leading_instructions_go_to_systemInstruction_and_late_ones_become_reminders()
    {
        var request = Messages.Conversation(
            Messages.Say(TurnRole.System, "A"), Messages.Say(TurnRole.Developer, "B"), Question, Messages.Say(TurnRole.Developer, "C"));

        Gemini.Written(request, "systemInstruction").ShouldBe("""{"parts":[{"text":"A"},{"text":"B"}]}""");
        Gemini.Written(request, "contents").ShouldBe(
            """[{"role":"user","parts":[{"text":"Hi"},{"text":"<system-reminder>\nC\n</system-reminder>"}]}]""");
    }

    [Fact]
    public void Instructions_alone_are_what_the_user_says() =>
        Gemini.Write(Messages.Conversation(Messages.Say(TurnRole.System, "A"))).ShouldStartWith("""{"contents":[{"role":"user","parts":[{"text":"A"}]}],""");

    [Fact]
    public void Turns_of_one_side_are_merged_and_empty_ones_left_out_R61()
    {
        var request = Messages.Conversation(
            Question, Messages.Say(TurnRole.Assistant, ""), Messages.Say(TurnRole.User, "there"),
            Messages.Turn(TurnRole.Assistant, new TextPart(" "), new ReasoningPart("unsigned", null), new RefusalPart("No")), Question);

        Gemini.Written(request, "contents").ShouldBe(
            """[{"role":"user","parts":[{"text":"Hi"},{"text":"there"}]},{"role":"model","parts":[{"text":"No"}]},{"role":"user","parts":[{"text":"Hi"}]}]""");
    }

    [Fact]
    public void Media_go_inline_or_by_address_and_other_providers_files_not_at_all()
    {
        var request = Messages.Conversation(Messages.Turn(
            TurnRole.User,
            new ImagePart(MediaSource.Inline("image/png", "AAAA"), "high"),
            new ImagePart(MediaSource.AtUrl("https://a/b.PNG?x=.gif"), null),
            new ImagePart(MediaSource.AtUrl("https://a/b"), null),
            new ImagePart(MediaSource.File("file-1"), null),
            new DocumentPart(MediaSource.Inline("text/markdown", "w6k="), "n"),
            new DocumentPart(MediaSource.AtUrl("gs://bucket/b"), null),
            new AudioPart("UklG", "wav")));

        Gemini.Written(request, "contents").ShouldBe(
            """[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}},{"fileData":{"mimeType":"image/png","fileUri":"https://a/b.PNG?x=.gif"}},{"fileData":{"mimeType":"image/jpeg","fileUri":"https://a/b"}},{"inlineData":{"mimeType":"text/plain","data":"w6k="}},{"fileData":{"mimeType":"application/pdf","fileUri":"gs://bucket/b"}},{"inlineData":{"mimeType":"audio/wav","data":"UklG"}}]}]""");
    }

    [Fact]
    public void Results_stand_first_in_the_order_of_their_calls_with_the_functions_name()
    {
        var request = Messages.Conversation(
            Question,
            Messages.Turn(TurnRole.Assistant, new ToolCallPart("a", "f", """{"x":1}"""), new ToolCallPart("b", "g", "")),
            Messages.Turn(TurnRole.Tool, new ToolResultPart("b", [new TextPart("no")], true)),
            Messages.Say(TurnRole.User, "More"),
            Messages.Turn(TurnRole.Tool, new ToolResultPart("a", [new TextPart("1"), new TextPart("2")], false)));

        Gemini.Written(request, "contents", Gemini.Second).ShouldBe(
            """[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"functionCall":{"name":"f","args":{"x":1}}},{"functionCall":{"name":"g","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"1\n2"}}},{"functionResponse":{"name":"g","response":{"error":"no"}}},{"text":"More"}]}]""");
    }

    [Theory]
    [InlineData(GeminiServer.GeminiApi)]
    [InlineData(GeminiServer.Vertex)]
    public void From_the_third_generation_on_ids_join_call_and_result(GeminiServer server)
    {
        var request = Messages.Conversation(
            Messages.Turn(TurnRole.Assistant, new ToolCallPart("a", "f", "{}")), Messages.Turn(TurnRole.Tool, new ToolResultPart("a", [], false)));

        Gemini.Written(request, "contents", Gemini.Third, server).ShouldBe(
            """[{"role":"model","parts":[{"functionCall":{"id":"a","name":"f","args":{}},"thoughtSignature":"skip_thought_signature_validator"}]},{"role":"user","parts":[{"functionResponse":{"id":"a","name":"f","response":{"output":""}}}]}]""");
    }

    [Fact]
    public void Images_in_results_are_part_of_them_or_follow_them()
    {
        var request = Messages.Conversation(
            Messages.Turn(TurnRole.Assistant, new ToolCallPart("a", "f", "{}")),
            Messages.Turn(
                TurnRole.Tool,
                new ToolResultPart("a", [new TextPart("ok"), new ImagePart(MediaSource.Inline("image/png", "AAAA"), null), new ImagePart(MediaSource.AtUrl("https://a/b.webp"), null)], false)));

        Gemini.Written(request, "contents")!.ShouldEndWith(
            """response":{"output":"ok"},"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}},{"fileData":{"mimeType":"image/webp","fileUri":"https://a/b.webp"}}]}]""");
        Gemini.Written(request, "contents", Gemini.Second)!.ShouldEndWith(
            """response":{"output":"ok"}}},{"inlineData":{"mimeType":"image/png","data":"AAAA"}},{"fileData":{"mimeType":"image/webp","fileUri":"https://a/b.webp"}}]}]""");
    }

    [Fact]
    public void Tools_are_declared_in_their_order_and_custom_ones_take_one_string()
    {
        var request = Messages.Conversation(Question);
        request.Tools.Add(new ToolDefinition("none", null, default));
        request.Tools.Add(new ToolDefinition("bare", "d", Messages.Json("""{"properties":{}}""")));
        request.Tools.Add(new ToolDefinition("patch", "Patches.", default) { IsCustom = true, Grammar = Messages.Json("""{"syntax":"lark","definition":"start: x"}""") });

        Gemini.Written(request, "tools").ShouldBe(
            """[{"functionDeclarations":[{"name":"none"},{"name":"bare","description":"d","parametersJsonSchema":{"type":"object","properties":{}}},{"name":"patch","description":"Patches.\n\nThe input must follow this grammar:\nstart: x","parametersJsonSchema":{"type":"object","properties":{"input":{"type":"string"}},"required":["input"]}}]}]""");
        Gemini.Written(request, "toolConfig").ShouldBeNull();
    }

    [Theory]
    [InlineData(ToolChoiceMode.Auto, true, """{"functionCallingConfig":{"mode":"VALIDATED"}}""")]
    [InlineData(ToolChoiceMode.None, true, """{"functionCallingConfig":{"mode":"NONE"}}""")]
    [InlineData(ToolChoiceMode.Required, true, """{"functionCallingConfig":{"mode":"ANY"}}""")]
    [InlineData(ToolChoiceMode.Named, false, """{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}}""")]
    public void A_choice_of_tools_is_a_mode(ToolChoiceMode mode, bool strict, string config)
    {
        var request = Messages.Conversation(Question);
        request.ToolChoice = new ToolChoice(mode, "f");

        Gemini.Written(request, "toolConfig").ShouldBeNull();
        request.Tools.Add(new ToolDefinition("f", null, default) { Strict = strict });

        Gemini.Written(request, "toolConfig").ShouldBe(config);
    }

    [Fact]
    public void A_form_is_constrained_where_that_goes_and_asked_for_where_it_does_not()
    {
        var request = Messages.Conversation(Question);
        request.Format = new OutputFormat("o", Messages.Json("""{ "const": "a" }"""), true);
        const string Constrained = """{"responseMimeType":"application/json","responseJsonSchema":{"enum":["a"]}}""";

        Gemini.Written(request, "generationConfig", Gemini.Second).ShouldBe(Constrained);
        request.Tools.Add(new ToolDefinition("f", null, default));
        Gemini.Written(request, "generationConfig").ShouldBe(Constrained);
        Gemini.Written(request, "generationConfig", Gemini.Second).ShouldBe("{}");
        Gemini.Written(request, "systemInstruction", Gemini.Second)!.ShouldContain("""nothing else:\n{\"const\":\"a\"}""");
        request.ToolChoice = ToolChoice.Required;
        Gemini.Written(request, "generationConfig").ShouldBe("{}");
        Gemini.Written(request, "systemInstruction", Gemini.Second).ShouldBeNull();
    }

    [Fact]
    public void Any_json_object_is_a_media_type_without_a_schema()
    {
        var request = Messages.Conversation(Question);
        request.Format = new OutputFormat(null, default, null);

        Gemini.Written(request, "generationConfig").ShouldBe("""{"responseMimeType":"application/json"}""");
    }

    [Fact]
    public void An_answer_that_is_begun_is_gone_on_with_or_asked_for()
    {
        var request = Messages.Conversation(Question, Messages.Say(TurnRole.Assistant, "So"));

        Gemini.Written(request, "contents")!.ShouldEndWith("""{"role":"model","parts":[{"text":"So"}]}]""");
        Gemini.Written(request, "contents", Gemini.Newest)!.ShouldEndWith("""{"role":"model","parts":[{"text":"So"}]},{"role":"user","parts":[{"text":"Go on."}]}]""");
    }

    [Fact]
    public void A_seed_of_any_size_becomes_one_of_32_bits_each_time_the_same()
    {
        var request = Messages.Conversation(Question);
        request.Seed = (1L << 40) + 7;

        Gemini.Written(request, "generationConfig").ShouldBe("""{"seed":7}""");
    }
}
