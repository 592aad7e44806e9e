using System.Text;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesForeignThoughtsTests
{
    [Theory]
    [InlineData("""{"input":[{"type":"reasoning","id":"rs_0123456789abcdef0123456789abcdef","summary":[],"encrypted_content":"gAAAA"}]}""")]
    [InlineData("""{"input":[{"type":"message","role":"user","content":"\"signalbox:x"},{"type":"message","id":"rs_01"}]}""")]
    [InlineData("""{"input":"signalbox:"}""")]
    [InlineData("""{"input":{"type":"reasoning","encrypted_content":"signalbox:x"}}""")]
    [InlineData("""{"x":"signalbox:"}""")]
    public void Without_foreign_thoughts_nothing_is_made_anew(string body) => Assert.Null(ResponsesForeignThoughts.TakeOut(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("""{"type":"reasoning","id":"x","summary":[],"encrypted_content":"signalbox:gemini:abc"}""")]
    [InlineData("""{"type":"reasoning","summary":[],"encrypted_content":"signalbox-withheld:abc"}""")]
    [InlineData("""{"id":"rs_01KBAZ0000000000000000000Q_0","type":"reasoning","summary":[{"type":"summary_text","text":"t"}]}""")]
    public void What_the_gateway_made_of_another_s_thoughts_is_taken_out_and_all_else_stays_as_it_was_written(string foreign)
    {
        const string Own = """{"type":"reasoning","id":"rs_6890abcdef","encrypted_content":"gAAAA"}""";
        const string Call = """{ "type":"function_call", "call_id":"c", "name":"look","arguments":"{}"}""";

        var left = ResponsesForeignThoughts.TakeOut(Encoding.UTF8.GetBytes($$"""{"a":1.50,"input":[{{foreign}},{{Own}},{{Call}}],"model":"m"}"""));

        Assert.Equal($$"""{"a":1.50,"input":[{{Own}},{{Call}}],"model":"m"}""", Encoding.UTF8.GetString(left!));
    }
}
