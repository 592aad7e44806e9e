using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesDefectTests
{
    [Theory]
    [InlineData("[]", null)]
    [InlineData("{}", "input")]
    [InlineData("""{"input":""}""", "input")]
    [InlineData("""{"input":[]}""", "input")]
    [InlineData("""{"input":7}""", "input")]
    [InlineData("""{"input":[1]}""", "input[0]")]
    [InlineData("""{"input":[{}]}""", "input[0].type")]
    [InlineData("""{"input":[{"type":7}]}""", "input[0].type")]
    [InlineData("""{"input":[{"role":"bot","content":"x"}]}""", "input[0].role")]
    [InlineData("""{"input":[{"role":"user"}]}""", "input[0].content")]
    [InlineData("""{"input":[{"role":"user","content":{}}]}""", "input[0].content")]
    [InlineData("""{"input":[{"role":"user","content":["x"]}]}""", "input[0].content[0]")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_text"}]}]}""", "input[0].content[0].text")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_image"}]}]}""", "input[0].content[0].image_url")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_image","image_url":{"url":"https://x.example"}}]}]}""", "input[0].content[0].image_url")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_image","image_url":"iVBORw0"}]}]}""", "input[0].content[0].image_url")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_image","image_url":"file:///etc/passwd"}]}]}""", "input[0].content[0].image_url")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_file","file_url":"ftp://x.example/a.pdf"}]}]}""", "input[0].content[0].file_url")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_file","filename":"a.pdf"}]}]}""", "input[0].content[0].file_data")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"x"}}]}]}""", "input[0].content[0].input_audio.format")]
    [InlineData("""{"input":[{"role":"assistant","content":[{"type":"input_image","image_url":"https://x.example"}]}]}""", "input[0].content[0].type")]
    [InlineData("""{"input":[{"type":"function_call","name":"f","arguments":"{}"}]}""", "input[0].call_id")]
    [InlineData("""{"input":[{"type":"function_call","call_id":"c","name":"f","arguments":7}]}""", "input[0].arguments")]
    [InlineData("""{"input":[{"type":"custom_tool_call","call_id":"c","name":"f"}]}""", "input[0].input")]
    [InlineData("""{"input":[{"type":"function_call","call_id":"c","name":"f"},{"type":"function_call_output","call_id":"c"}]}""", "input[1].output")]
    [InlineData("""{"input":[{"role":"user","content":"x"},{"type":"function_call_output","call_id":"gone","output":"x"}]}""", "input[1].call_id")]
    [InlineData("""{"input":[{"type":"reasoning","summary":["x"]}]}""", "input[0].summary[0]")]
    [InlineData("""{"input":[{"type":"additional_tools","tools":[{"type":"function"}]}]}""", "input[0].tools[0].name")]
    [InlineData("""{"input":"x","instructions":[]}""", "instructions")]
    [InlineData("""{"input":"x","tools":{}}""", "tools")]
    [InlineData("""{"input":"x","tools":[{}]}""", "tools[0].type")]
    [InlineData("""{"input":"x","tools":[{"type":"function","name":""}]}""", "tools[0].name")]
    [InlineData("""{"input":"x","tools":[{"type":"namespace","name":"n","tools":[{"type":"function","name":7}]}]}""", "tools[0].tools[0].name")]
    [InlineData("""{"input":"x","tools":[{"type":"namespace","name":"n","tools":[{"type":"namespace","name":"m"}]}]}""", "tools[0].tools[0].type")]
    [InlineData("""{"input":"x","max_output_tokens":0}""", "max_output_tokens")]
    [InlineData("""{"input":"x","temperature":"warm"}""", "temperature")]
    [InlineData("""{"input":"x","truncation":"some"}""", "truncation")]
    [InlineData("""{"input":"x","reasoning":"high"}""", "reasoning")]
    [InlineData("""{"input":"x","text":{"format":{"type":"xml"}}}""", "text.format.type")]
    [InlineData("""{"input":"x","text":{"format":{"type":"json_schema","name":"n"}}}""", "text.format.schema")]
    [InlineData("""{"input":"x","include":[7]}""", "include[0]")]
    public void What_is_wrong_is_told_with_its_place(string body, string? param)
    {
        var defect = Responses.Defect(body).ShouldNotBeNull();

        defect.Param.ShouldBe(param);
        if (param is not null)
            defect.Message.ShouldContain($"\"{param}\"");
    }

    [Theory]
    [InlineData("\"previous_response_id\":\"resp_1\"", "previous_response_id", "Send the whole conversation")]
    [InlineData("\"conversation\":\"conv_1\"", "conversation", "Send the whole conversation")]
    [InlineData("\"prompt\":{\"id\":\"pmpt_1\"}", "prompt", "Send the whole conversation")]
    [InlineData("\"background\":true", "background", "Leave it out")]
    public void What_needs_an_answer_that_was_kept_is_refused_with_the_remedy(string field, string param, string remedy)
    {
        var defect = Responses.Defect(Responses.Body("\"Hi\"", field)).ShouldNotBeNull();

        defect.Param.ShouldBe(param);
        defect.Message.ShouldContain(remedy);
    }

    [Theory]
    [InlineData("""[{"type":"item_reference","id":"msg_1"}]""")]
    [InlineData("""[{"id":"msg_1"}]""")]
    public void References_to_items_are_refused(string input)
    {
        var defect = Responses.Defect(Responses.Body(input)).ShouldNotBeNull();

        defect.Param.ShouldBe("input[0]");
        defect.Message.ShouldContain("Send the item itself");
    }

    [Theory]
    [InlineData("""{"input":"\ud800","\ud800x":1}""")]
    [InlineData("""{"input":"a","tools":[{"type":"namespace","name":"\ud800","tools":[{"type":"function","name":"\ud800","parameters":{"\ud800":"\ud800"}}]}]}""")]
    [InlineData("""{"input":"a","max_output_tokens":1e3,"temperature":1e999}""")]
    public void Halves_of_surrogate_pairs_and_endless_numbers_do_not_throw(string body) => Should.NotThrow(() => Read(body));

    [Fact]
    public void Random_JSON_does_not_throw() => Property.Holds(json => Should.NotThrow(() => Read(new RandomResponsesBody(json).Next())), cases: 2000);

    private static void Read(string body)
    {
        var request = new ConversationRequest();
        if (ResponsesConversationReader.Read(Responses.Json(body), request, out var names) is null)
            _ = new ResponsesAnswerContext("resp_1", 0, request, names);
    }
}
