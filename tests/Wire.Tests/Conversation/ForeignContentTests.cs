using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;
using Wire.Tests.AnthropicMessages;
using Wire.Tests.OpenAIChat;
using Wire.Tests.OpenAIResponses;

namespace Wire.Tests.Conversation;

/// <summary>Bodies in the words of two APIs at once: nothing that was said is lost without a word (R64).</summary>
public sealed class ForeignContentTests
{
    [Theory]
    [InlineData("user", "input_text", "\"type\": \"text\"")]
    [InlineData("user", "input_image", "image_url")]
    [InlineData("user", "image", "image_url")]
    [InlineData("user", "input_file", "file_data")]
    [InlineData("user", "tool_result", "tool_call_id")]
    [InlineData("system", "input_text", "\"type\": \"text\"")]
    [InlineData("assistant", "output_text", "\"type\": \"text\"")]
    [InlineData("assistant", "tool_use", "tool_calls")]
    public void A_chat_message_with_a_part_of_another_API_is_refused_with_the_right_words(string role, string type, string remedy)
    {
        var defect = ChatDialect.TryRead($$"""{"model":"m","messages":[{"role":"{{role}}","content":[{"type":"text","text":"a"},{"type":"{{type}}","text":"b"}]}]}""", out _);

        defect.ShouldNotBeNull().Param.ShouldBe("messages[0].content[1].type");
        defect.Message.ShouldContain(type);
        defect.Message.ShouldContain(remedy);
    }

    [Theory]
    [InlineData("user", "image_url", "\"type\": \"image\"")]
    [InlineData("user", "input_text", "\"type\": \"text\"")]
    [InlineData("user", "file", "document")]
    [InlineData("assistant", "function_call", "tool_use")]
    public void A_message_with_a_block_of_another_API_is_refused_with_the_right_words(string role, string type, string remedy)
    {
        var defect = Messages.Defect(Messages.Body($$"""[{"role":"{{role}}","content":[{"type":"{{type}}","text":"b"}]}]"""), out _);

        defect.ShouldNotBeNull().Param.ShouldBe("messages.0.content.0.type");
        defect.Message.ShouldContain(remedy);
    }

    [Theory]
    [InlineData("image_url", "input_image")]
    [InlineData("image", "input_image")]
    [InlineData("document", "input_file")]
    [InlineData("tool_result", "function_call_output")]
    public void A_response_s_message_with_a_part_of_another_API_is_refused_with_the_right_words(string type, string remedy)
    {
        var defect = Responses.Defect(Responses.Body($$"""[{"role":"user","content":[{"type":"{{type}}"}]}]"""));

        defect.ShouldNotBeNull().Param.ShouldBe("input[0].content[0].type");
        defect.Message.ShouldContain(remedy);
        Responses.Defect(Responses.Body($$"""[{"type":"{{type}}"}]""")).ShouldNotBeNull().Param.ShouldBe("input[0].type");
    }

    [Fact]
    public void What_no_API_has_is_refused_where_a_model_would_answer_it_and_kept_out_of_what_it_said()
    {
        var asked = ChatDialect.ReadMessages("""{"role":"user","content":[{"type":"hologram"}]}""");
        var found = ChatDialect.ReadMessages("""{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":[{"type":"hologram"}]}""");
        var said = ChatDialect.ReadMessages("""{"role":"assistant","content":[{"type":"hologram"}]},{"role":"user","content":"hi"}""");

        GeminiRules.Table.Judge(asked, out _).ShouldNotBeNull().Param.ShouldBe("messages[0].content[0].type");
        GeminiRules.Table.Judge(found, out _).ShouldNotBeNull().Param.ShouldBe("messages[1].content[0].type");
        GeminiRules.Table.Judge(said, out var notes).ShouldBeNull();
        notes!.ToString().ShouldBe("dropped=messages[].content[].type");
    }

    [Theory]
    [InlineData("""[{"role":"user","content":[{"type":"search_result","title":"t"}]}]""", "messages.0.content.0")]
    [InlineData("""[{"role":"user","content":[{"type":"image","source":{"type":"satellite"}}]}]""", "messages.0.content.0")]
    [InlineData("""[{"role":"user","content":[{"type":"document","source":{"type":"content","content":[{"type":"image"}]}}]}]""", "messages.0.content.0.source.content.0")]
    public void A_block_that_only_Anthropic_knows_is_refused_for_others(string messages, string param) =>
        GeminiRules.Table.Judge(Messages.Request(Messages.Body(messages)), out _).ShouldNotBeNull().Param.ShouldBe(param);

    [Theory]
    [InlineData("""{"model":"m","system":"Be brief.","messages":[{"role":"user","content":"hi"}]}""", "system")]
    [InlineData("""{"model":"m","input":"Hi","messages":[{"role":"user","content":"hi"}]}""", "input")]
    public void A_chat_request_that_says_something_in_a_field_of_another_API_is_refused(string body, string param) =>
        GeminiRules.Table.Judge(ChatDialect.Read(body), out _).ShouldNotBeNull().Param.ShouldBe(param);

    [Fact]
    public void Fields_of_another_API_are_refused_in_messages_and_responses_too()
    {
        GeminiRules.Table.Judge(Messages.Request(Messages.Body("""[{"role":"user","content":"hi"}]""", "\"instructions\":\"Be brief.\"")), out _).ShouldNotBeNull().Param.ShouldBe("instructions");
        GeminiRules.Table.Judge(Responses.Request(Responses.Body("\"hi\"", "\"messages\":[]")), out _).ShouldNotBeNull().Param.ShouldBe("messages");
    }

    [Theory]
    [InlineData("""{"type":"function","function":{"name":"f","parameters":{}}}""")]
    [InlineData("""{"name":"f","parameters":{"type":"object"}}""")]
    public void A_tool_in_the_form_of_another_API_is_refused_rather_than_lost(string tool)
    {
        Messages.Defect(Messages.Body("""[{"role":"user","content":"hi"}]""", $"\"tools\":[{tool}]"), out _).ShouldNotBeNull().Param.ShouldBe("tools.0");
        ChatDialect.TryRead("""{"messages":[{"role":"user","content":"hi"}],"tools":[{"name":"f","input_schema":{}}]}""", out _).ShouldNotBeNull().Param.ShouldBe("tools[0].function");
        Responses.Defect(Responses.Body("\"hi\"", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]")).ShouldNotBeNull().Param.ShouldBe("tools[0].name");
    }

    [Fact]
    public void What_a_search_for_tools_found_is_named_in_the_result()
    {
        var request = Messages.Request(Messages.Body("""
            [{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"find","input":{}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"tool_reference","tool_name":"read_file"}]}]}]
            """));

        request.Turns[1].Parts.ShouldHaveSingleItem().ShouldBeOfType<ToolResultPart>().Parts.ShouldHaveSingleItem().ShouldBeOfType<TextPart>().Text.ShouldContain("read_file");
        GeminiRules.Table.Judge(request, out var notes).ShouldBeNull();
        notes!.ToString().ShouldBe("emulated=messages.content.content");
    }

    [Theory]
    [InlineData("""{"type":"compaction","encrypted_content":"x"}""", true)]
    [InlineData("""{"type":"computer_call_output","call_id":"c","output":{}}""", true)]
    [InlineData("""{"type":"mcp_list_tools","tools":[]}""", false)]
    [InlineData("""{"type":"hologram_call","id":"h"}""", false)]
    public void An_item_that_only_OpenAI_knows_is_refused_unless_it_tells_what_a_model_did(string item, bool isRefused)
    {
        var request = Responses.Request(Responses.Body($$"""[{"role":"user","content":"hi"},{{item}}]"""));

        (GeminiRules.Table.Judge(request, out _)?.Param == "input[1]").ShouldBe(isRefused);
    }
}
