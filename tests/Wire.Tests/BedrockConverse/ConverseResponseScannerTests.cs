using Signalbox.Wire;
using Signalbox.Wire.BedrockConverse;

namespace Wire.Tests.BedrockConverse;

public sealed class ConverseResponseScannerTests
{
    private const string Answer =
        """
        { "metrics": { "latencyMs": 9 }, "output": { "message": { "role": "assistant", "content": [ { "text": "\"usage\":{\"inputTokens\":9}" } ] } },
          "stopReason": "end_turn", "usage": { "inputTokens": 2095, "cacheReadInputTokens": 5, "cacheWriteInputTokens": 0, "outputTokens": 503, "totalTokens": 2603 } }
        """;

    [Fact]
    public void An_answer_is_read_R24()
    {
        var body = Bytes.Of(Answer);

        var scan = ConverseResponseScanner.Scan(body);

        (scan.IsObject, scan.IsError, scan.HasContent).ShouldBe((true, false, true));
        Bytes.Text(scan.StopReason.Of(body)).ShouldBe("end_turn");
        scan.Usage.ShouldBe(new TokenUsage { Input = 2100, Cached = 5, CacheWrite = 0, Output = 503 });
    }

    [Theory]
    [InlineData("{}", null, null, null, null)]
    [InlineData("null", null, null, null, null)]
    [InlineData("""{"inputTokens":0,"outputTokens":0}""", 0L, 0L, null, null)]
    [InlineData("""{"inputTokens":null,"cacheReadInputTokens":5,"outputTokens":1}""", null, 1L, 5L, null)]
    [InlineData("""{"inputTokens":"7","outputTokens":1.5,"cacheWriteInputTokens":-1}""", null, null, null, null)]
    [InlineData("""{"input\u0054okens":12.0}""", 12L, null, null, null)]
    public void A_reported_zero_is_zero_and_what_is_not_reported_is_null_R27(string usage, long? input, long? output, long? cached, long? written)
    {
        var scan = ConverseResponseScanner.Scan(Bytes.Of($$$"""{"output":{"message":{"content":[]}},"usage":{{{usage}}}}"""));

        (scan.Usage ?? default).ShouldBe(new TokenUsage { Input = input, Output = output, Cached = cached, CacheWrite = written });
        (scan.IsObject, scan.IsError, scan.HasContent).ShouldBe((true, false, false));
    }

    [Theory]
    [InlineData("""{"message":"m"}""", "", ErrorClass.Other)]
    [InlineData("""{"message":"m","__type":"ThrottlingException"}""", "ThrottlingException", ErrorClass.RateLimited)]
    [InlineData("""{"Message":"m","output":null}""", "", ErrorClass.Other)]
    public void What_has_no_output_is_an_error_R48(string text, string type, ErrorClass expected)
    {
        var body = Bytes.Of(text);

        var scan = ConverseResponseScanner.Scan(body);

        (scan.IsObject, scan.IsError, scan.HasContent, scan.Error.Class).ShouldBe((true, true, false, expected));
        Bytes.Text(scan.Error.Message.Of(body)).ShouldBe("m");
        Bytes.Text(scan.Error.Type.Of(body)).ShouldBe(type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>502</html>")]
    [InlineData("[]")]
    [InlineData("{\"output\":{")]
    [InlineData("{\"output\":{}} extra")]
    public void What_is_no_json_object_is_said_to_be_none(string body) => ConverseResponseScanner.Scan(Bytes.Of(body)).ShouldBe(default);

    [Fact]
    public void Scanning_allocates_nothing()
    {
        var body = Bytes.Of(Answer);

        Allocations.PerCall(() => ConverseResponseScanner.Scan(body)).ShouldBe(0);
    }
}
