using Signalbox.Wire.Conversation;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesConversationReaderTests
{
    [Fact]
    public void A_string_is_a_turn_of_the_user_after_the_instructions()
    {
        var request = Responses.Request(Responses.Body("\"Hi\"", "\"instructions\":\"Be brief.\""));

        request.Turns.Select(turn => turn.Role).ShouldBe([TurnRole.System, TurnRole.User]);
        request.Turns[0].Parts.ShouldBe([new TextPart("Be brief.")]);
        request.Turns[1].Parts.ShouldBe([new TextPart("Hi")]);
        request.Uses.ShouldBeEmpty();
    }

    [Fact]
    public void Messages_keep_their_roles_with_and_without_a_type()
    {
        var request = Responses.Request(Responses.Body(
            """
            [{"role":"system","content":"S"},{"type":"message","id":"msg_0","role":"developer","content":[{"type":"input_text","text":"D"}]},
             {"role":"user","content":[{"type":"input_text","text":""},{"type":"input_text","text":"U"}]},
             {"type":"message","id":"msg_1","status":"completed","role":"assistant",
              "content":[{"type":"output_text","text":"A","annotations":[],"logprobs":[]},{"type":"refusal","refusal":"No."}]},
             {"role":"user","content":"More"}]
            """));

        request.Turns.Select(turn => turn.Role).ShouldBe([TurnRole.System, TurnRole.Developer, TurnRole.User, TurnRole.Assistant, TurnRole.User]);
        request.Turns[2].Parts.ShouldBe([new TextPart("U")]);
        request.Turns[3].Parts.ShouldBe([new TextPart("A"), new RefusalPart("No.")]);
        request.Uses.ShouldBeEmpty();
    }

    [Fact]
    public void Instructions_after_the_user_are_noted()
    {
        var request = Responses.Request(Responses.Body("""[{"role":"developer","content":"A"},{"role":"user","content":"B"},{"role":"developer","content":"C"}]"""));

        request.Uses.ShouldBe([new FeatureUse(ConversationFeature.LateInstructions, "input[2]")]);
    }

    [Fact]
    public void A_list_of_input_loses_no_turn_R70()
    {
        var request = Responses.Request(Responses.Body("""[{"role":"user","content":"A"},{"role":"user","content":"B"}]"""));

        request.Turns.SelectMany(turn => turn.Parts).ShouldBe([new TextPart("A"), new TextPart("B")]);
    }

    [Fact]
    public void What_the_model_did_in_a_row_is_one_turn_and_the_outputs_another()
    {
        var request = Responses.Request(Responses.Body(
            """
            [{"role":"user","content":"Go"},
             {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm"}],"encrypted_content":"signalbox:sig"},
             {"role":"assistant","content":"On it."},
             {"type":"function_call","id":"fc_1","status":"completed","call_id":"c1","name":"f","arguments":"{\"a\":1}"},
             {"type":"function_call","call_id":"c2","name":"g","arguments":""},
             {"type":"function_call_output","call_id":"c1","output":"one"},
             {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"two"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"},
               {"type":"input_file","file_data":"data:application/pdf;base64,JVBE"}]}]
            """));

        request.Turns.Select(turn => turn.Role).ShouldBe([TurnRole.User, TurnRole.Assistant, TurnRole.Tool]);
        request.Turns[1].Parts.ShouldBe([
            new ReasoningPart("Hm", "sig"), new TextPart("On it."), new ToolCallPart("c1", "f", """{"a":1}"""), new ToolCallPart("c2", "g", "{}")]);
        var results = request.Turns[2].Parts.Cast<ToolResultPart>().ToList();
        results.Select(result => result.CallId).ShouldBe(["c1", "c2"]);
        results[0].Parts.ShouldBe([new TextPart("one")]);
        results[1].Parts.ShouldBe([new TextPart("two"), new ImagePart(MediaSource.Inline("image/png", "AAAA"), null), new DocumentPart(MediaSource.Inline("application/pdf", "JVBE"), null)]);
        request.HasUse(ConversationFeature.ToolResultImage).ShouldBeTrue();
        request.HasUse(ConversationFeature.ToolResultDocument).ShouldBeTrue();
    }

    [Fact]
    public void Outputs_stand_right_after_their_calls_whatever_the_caller_puts_between()
    {
        var request = Responses.Request(Responses.Body(
            """
            [{"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},{"type":"function_call","call_id":"c2","name":"f","arguments":"{}"},
             {"type":"function_call_output","call_id":"c1","output":"1"},{"role":"user","content":"Look"},
             {"type":"function_call_output","call_id":"c2","output":"2"},{"type":"function_call","call_id":"c3","name":"f","arguments":"{}"},
             {"type":"function_call_output","call_id":"c3","output":"3"}]
            """));

        request.Turns.Select(turn => turn.Role).ShouldBe([TurnRole.Assistant, TurnRole.Tool, TurnRole.User, TurnRole.Assistant, TurnRole.Tool]);
        request.Turns[1].Parts.Cast<ToolResultPart>().Select(result => result.CallId).ShouldBe(["c1", "c2"]);
    }

    [Fact]
    public void Images_and_files_come_by_address_inline_and_by_id()
    {
        var request = Responses.Request(Responses.Body(
            """
            [{"role":"user","content":[
              {"type":"input_image","image_url":"https://x.example/a.png","detail":"high"},{"type":"input_image","file_id":"file-1"},
              {"type":"input_file","file_url":"https://x.example/a.pdf"},{"type":"input_file","filename":"b.pdf","file_data":"data:application/pdf;base64,JVBE"},
              {"type":"input_file","file_id":"file-2"},{"type":"input_audio","input_audio":{"data":"UklG","format":"wav"}}]}]
            """));

        request.Turns[0].Parts.ShouldBe([
            new ImagePart(MediaSource.AtUrl("https://x.example/a.png"), "high"), new ImagePart(MediaSource.File("file-1"), null),
            new DocumentPart(MediaSource.AtUrl("https://x.example/a.pdf"), null), new DocumentPart(MediaSource.Inline("application/pdf", "JVBE"), "b.pdf"),
            new DocumentPart(MediaSource.File("file-2"), null), new AudioPart("UklG", "wav")]);
        request.Uses.ShouldBe([
            new FeatureUse(ConversationFeature.ImageDetail, "input[0].content[0].detail"), new FeatureUse(ConversationFeature.ImageUrl, "input[0].content[0].image_url"),
            new FeatureUse(ConversationFeature.ImageFile, "input[0].content[1].file_id"), new FeatureUse(ConversationFeature.DocumentUrl, "input[0].content[2].file_url"),
            new FeatureUse(ConversationFeature.DocumentInline, "input[0].content[3].file_data"), new FeatureUse(ConversationFeature.DocumentFile, "input[0].content[4].file_id"),
            new FeatureUse(ConversationFeature.AudioInput, "input[0].content[5].input_audio")]);
    }

    [Fact]
    public void Custom_tools_are_called_with_raw_text()
    {
        var request = Responses.Request(Responses.Body(
            """
            [{"type":"custom_tool_call","id":"ctc_1","call_id":"c1","name":"apply_patch","input":"*** Begin"},
             {"type":"custom_tool_call_output","call_id":"c1","output":"Done"},{"role":"user","content":"Thanks"}]
            """));

        request.Turns[0].Parts.ShouldBe([new ToolCallPart("c1", "apply_patch", "*** Begin") { IsCustom = true }]);
        request.Turns[1].Role.ShouldBe(TurnRole.Tool);
        request.Uses.ShouldBe([new FeatureUse(ConversationFeature.CustomTools, "input[0]")]);
    }

    [Fact]
    public void Thoughts_are_taken_over_their_summary_and_nothing_is_no_thought_R57()
    {
        var request = Responses.Request(Responses.Body(
            """
            [{"type":"reasoning","summary":[{"type":"summary_text","text":"Short"}],"content":[{"type":"reasoning_text","text":"Long"}]},
             {"type":"reasoning","summary":[]},
             {"type":"reasoning","summary":[{"type":"summary_text","text":"A"},{"type":"summary_text","text":"B"}],"encrypted_content":null},
             {"type":"reasoning","summary":[],"encrypted_content":"signalbox:sig"},
             {"type":"reasoning","summary":[],"encrypted_content":"signalbox-withheld:dark"},{"role":"user","content":"Go on"}]
            """));

        request.Turns[0].Parts.ShouldBe(
            [new ReasoningPart("Long", null), new ReasoningPart("A\n\nB", null), new ReasoningPart("", "sig"), new ReasoningPart("", "dark") { IsRedacted = true }]);
    }

    [Fact]
    public void A_proof_that_OpenAI_made_is_not_handed_to_another_provider()
    {
        var request = Responses.Request(Responses.Body("""
            [{"type":"reasoning","summary":[{"type":"summary_text","text":"A"}],"encrypted_content":"gAAAA"},{"type":"reasoning","summary":[],"encrypted_content":"gAAAA"},{"role":"user","content":"Go on"}]
            """));

        request.Turns[0].Parts.ShouldBe([new ReasoningPart("A", null)]);
    }

    [Fact]
    public void What_OpenAI_s_own_tools_did_is_kept_out_and_what_a_caller_said_is_noted_to_be_refused_R64()
    {
        var request = Responses.Request(Responses.Body(
            """
            [{"role":"user","content":[{"type":"input_video"},{"type":"input_text","text":"Hi"}]},{"type":"web_search_call","id":"ws_1"},
             {"type":"local_shell_call","call_id":"c1"},{"type":"function_call_output","call_id":"c1","output":"x"}]
            """));

        request.Turns.ShouldHaveSingleItem().Parts.ShouldBe([new TextPart("Hi")]);
        request.Uses.ShouldBe(
        [
            new FeatureUse(ConversationFeature.UnknownContent, "input[0].content[0]"), new FeatureUse(ConversationFeature.Unknown, "input[1]"),
            new FeatureUse(ConversationFeature.Unknown, "input[2]"), new FeatureUse(ConversationFeature.UnknownContent, "input[3]"),
        ]);
    }

    [Fact]
    public void A_conversation_that_ends_with_the_model_is_to_be_gone_on_from() =>
        Responses.Request(Responses.Body("""[{"role":"user","content":"Hi"},{"role":"assistant","content":"I"}]"""))
            .Uses.ShouldBe([new FeatureUse(ConversationFeature.Prefill, "input[1]")]);

    [Fact]
    public void A_great_many_places_are_noted_only_so_often()
    {
        var parts = string.Join(",", Enumerable.Repeat("""{"type":"input_image","image_url":"https://x.example"}""", 5000));

        Responses.Request(Responses.Body($$"""[{"role":"user","content":[{{parts}}]}]""")).Uses.Count.ShouldBe(64);
    }
}
