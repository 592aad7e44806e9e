using System.Text;
using Signalbox.Observability.Tracing;

namespace Gateway.Tests.Observability;

public sealed class AnswerFactsTests
{
    [Theory]
    [InlineData("""{"id":"chatcmpl-1","choices":[{"finish_reason":"stop","message":{"tool_calls":[{"id":"call_1","model":"x"}]}}],"model":"m-1"}""", "chatcmpl-1", "m-1", "stop")]
    [InlineData("""{"type":"response.completed","response":{"id":"resp_1","model":"m-1","output":[{"id":"msg_1","model":"x"}]}}""", "resp_1", "m-1", "")]
    [InlineData("""{"type":"message_start","message":{"id":"msg_1","model":"m-1","stop_reason":null}}""", "msg_1", "m-1", "")]
    [InlineData("""{"type":"message_delta","delta":{"stop_reason":"end_turn"}}""", null, null, "end_turn")]
    [InlineData("""{"candidates":[{"finishReason":"STOP","content":{"parts":[{"id":"x"}]}}],"responseId":"r-1","modelVersion":"m-1"}""", "r-1", "m-1", "STOP")]
    [InlineData("""{"output":{"message":{"id":"x"}},"stopReason":"end_turn"}""", null, null, "end_turn")]
    [InlineData("""{"id":7,"model":{"id":"x"},"choices":[1,[{"id":"x"}],"y"]}""", null, null, "")]
    [InlineData("[DONE]", null, null, "")]
    [InlineData("", null, null, "")]
    [InlineData("""{"id":"cut""", null, null, "")]
    public void What_each_API_tells_of_its_answer_is_found_and_content_is_stepped_over(string json, string? id, string? model, string finish)
    {
        var facts = new AnswerFacts();

        facts.Read(Encoding.UTF8.GetBytes(json));

        (facts.Id, facts.Model, string.Join(' ', facts.FinishReasons)).ShouldBe((id, model, finish));
    }

    [Fact]
    public void A_text_too_long_for_an_id_is_no_id()
    {
        var facts = new AnswerFacts();

        facts.Read(Encoding.UTF8.GetBytes($$"""{"id":"{{new string('x', 1000)}}","model":"m"}"""));

        (facts.Id, facts.Model).ShouldBe((null, "m"));
    }
}
