using System.Text;
using System.Text.Json.Nodes;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.AnthropicMessages;

public sealed class VertexMessagesTests
{
    [Theory]
    [InlineData("""{"model":"small","max_tokens":1,"messages":[{"role":"user","content":"model"}]}""", """{"anthropic_version":"vertex-2023-10-16","max_tokens":1,"messages":[{"role":"user","content":"model"}]}""")]
    [InlineData("{ \"x\": 1.0, \"model\" :\n \"small\" , \"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"é\"}] }", "{ \"x\": 1.0, \"anthropic_version\":\"vertex-2023-10-16\" , \"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"é\"}] }")]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":"a"}],"mod\u0065l":"sm\u0061ll"}""", """{"max_tokens":1,"messages":[{"role":"user","content":"a"}],"anthropic_version":"vertex-2023-10-16"}""")]
    public void The_version_takes_the_place_of_the_model_and_all_else_stays(string body, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        MessagesRequestScanner.TryScan(bytes, out var scan, out _).ShouldBeTrue();

        var splice = VertexMessages.Splice(bytes, scan.Model);

        Text(splice).ShouldBe(expected);
        splice.TotalLength.ShouldBe(Encoding.UTF8.GetByteCount(expected));
    }

    [Fact]
    public void Tokens_are_counted_of_a_model_in_the_body()
    {
        var bytes = """{"model": "small","messages":[{"role":"user","content":"a"}]}"""u8.ToArray();
        MessagesRequestScanner.TryScan(bytes, out var scan, out _).ShouldBeTrue();

        Text(VertexMessages.SpliceCount(bytes, scan.Model, "\"claude-sonnet-4-5@20250929\""u8.ToArray()))
            .ShouldBe("""{"model": "claude-sonnet-4-5@20250929","anthropic_version":"vertex-2023-10-16","messages":[{"role":"user","content":"a"}]}""");
    }

    [Fact]
    public void A_document_that_lies_elsewhere_is_refused_and_all_other_rules_are_anthropic_s()
    {
        var vertex = MessagesRules.For(MessagesServer.Vertex);

        vertex[ConversationFeature.DocumentUrl].Treatment.ShouldBe(FeatureTreatment.Rejected);
        vertex.All.Except(MessagesRules.Table.All).Select(rule => rule.Feature).ShouldBe([ConversationFeature.DocumentUrl]);
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"invalid_request_error","message":"m"}}""", true)]
    [InlineData("""{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT"}}""", false)]
    [InlineData("""[{"error":{"code":400}}]""", false)]
    [InlineData("""{"type":1}""", false)]
    [InlineData("<html>", false)]
    [InlineData("", false)]
    public void A_refusal_of_anthropic_s_is_told_from_one_of_google_s(string body, bool isAnthropic) => VertexMessages.IsError(Encoding.UTF8.GetBytes(body)).ShouldBe(isAnthropic);

    private static string Text(in BodySplice splice)
    {
        var target = new byte[splice.TotalLength];
        splice.CopyTo(target);
        var text = Encoding.UTF8.GetString(target);
        JsonNode.Parse(text).ShouldNotBeNull();
        return text;
    }
}
