using System.Text;
using System.Text.Json.Nodes;
using Signalbox.Wire.AnthropicMessages;

namespace Wire.Tests.AnthropicMessages;

public sealed class MessagesForeignThoughtsTests
{
    private const string Result = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"rain"}]}""";

    [Theory]
    [InlineData("""{"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"EqQBCkY="}]}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"say \"openai: and \"gemini:"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"text","text":"openai:"}]}],"metadata":{"user_id":"gemini:1"}}""")]
    [InlineData("""{"messages":"openai:","x":"openai:"}""")]
    [InlineData("""{"messages":[{"content":{"type":"thinking","signature":"openai:"}},1,[],"gemini:"]}""")]
    [InlineData("""{"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"sign","input":{"signature":""}}]}]}""")]
    [InlineData("""{"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"t"}]}],"signature":""}""")]
    public void Without_foreign_thoughts_nothing_is_made_anew(string body) => Assert.Null(MessagesForeignThoughts.TakeOut(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Foreign_thoughts_are_taken_out_and_all_else_stays_as_it_was_written()
    {
        const string Own = """{"type":"thinking","thinking":"mine","signature":"EqQBCkY="}""";
        const string Call = """{ "type":"tool_use", "id":"c1","name":"look","input":{"x": 1.50, "y":"\u00e9"}}""";
        var body = $$"""{"unknown":{"a":[1e5]},"messages":[{"role":"user","content":"hi"},{"role":"assistant","x":1,"content":[{"type":"thinking","thinking":"theirs","signature":"openai:rs_1:abc"},{"type":"redacted_thinking","data":"gemini:abc"},{{Own}},{{Call}}]},{{Result}}],"model":"m"}""";

        Assert.Equal(
            $$"""{"unknown":{"a":[1e5]},"messages":[{"role":"user","content":"hi"},{"role":"assistant","x":1,"content":[{{Own}},{{Call}}]},{{Result}}],"model":"m"}""",
            TakeOut(body));
    }

    [Theory]
    [InlineData("\"signature\":\"\"")]
    [InlineData("\"signature\" :\n \"\"")]
    public void Thoughts_that_nobody_signed_are_foreign(string signature)
    {
        const string Text = """{"type":"text","text":"the \"signature\": \"\""}""";
        var body = $$"""{"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"thinking","thinking":"hmm",{{signature}}},{{Text}}]},{"role":"user","content":"and?"}]}""";

        Assert.Equal(
            $$"""{"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{{Text}}]},{"role":"user","content":"and?"}]}""",
            TakeOut(body));
    }

    [Fact]
    public void A_message_of_nothing_else_goes_whole() => Assert.Equal(
        """{"messages":[{"role":"user","content":"one"},{"role":"user","content":"two"}]}""",
        TakeOut("""{"messages":[{"role":"user","content":"one"},{"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"gemini:x"}]},{"role":"user","content":"two"}]}"""));

    [Theory]
    [InlineData("openai:a:b", "enabled", true, "disabled")]
    [InlineData("", "enabled", true, "disabled")]
    [InlineData("openai:a:b", "adaptive", true, "adaptive")]
    [InlineData("openai:a:b", "enabled", false, "enabled")]
    public void A_loop_that_lost_its_thoughts_goes_on_without_where_a_budget_would_be_refused(string signature, string type, bool isInLoop, string expected)
    {
        var last = isInLoop ? Result : """{"role":"user","content":[{"type":"text","text":"thanks"}]}""";
        var body = $$"""{"thinking":{"type":"{{type}}","budget_tokens":2000},"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"{{signature}}"},{"type":"tool_use","id":"c1","name":"look","input":{ } }]},{{Result}},{{last}}]}""";

        Assert.Equal(expected, (string?)JsonNode.Parse(TakeOut(body))!["thinking"]!["type"]);
    }

    private static string TakeOut(string body) => Encoding.UTF8.GetString(MessagesForeignThoughts.TakeOut(Encoding.UTF8.GetBytes(body))!);
}
