using Signalbox.Wire;
using Signalbox.Wire.Gemini;

namespace Wire.Tests.Gemini;

public sealed class GeminiResponseScannerTests
{
    [Fact]
    public void Thoughts_are_output_and_what_Googles_tools_read_is_input() =>
        Usage("""{"promptTokenCount":55,"candidatesTokenCount":51,"totalTokenCount":251,"promptTokensDetails":[{"modality":"TEXT","tokenCount":50},{"modality":"AUDIO","tokenCount":5}],"toolUsePromptTokenCount":89,"thoughtsTokenCount":56}""")
            .ShouldBe(new TokenUsage { Input = 144, Output = 107, Total = 251, Reasoning = 56, AudioInput = 5 });

    [Theory]
    [InlineData("""{"promptTokenCount":7}""", 7L, null, null)]
    [InlineData("""{"promptTokenCount":7,"totalTokenCount":7}""", 7L, 0L, null)]
    [InlineData("""{"promptTokenCount":7,"totalTokenCount":5}""", 7L, null, null)]
    [InlineData("""{"promptTokenCount":7,"cachedContentTokenCount":0,"candidatesTokenCount":null,"thoughtsTokenCount":3}""", 7L, 3L, 0L)]
    [InlineData("""{"promptTokenCount":"7","candidatesTokenCount":-1,"thoughtsTokenCount":1.5,"totalTokenCount":0}""", null, null, null)]
    [InlineData("""{"prompt\u0054okenCount":12.0,"promptTokensDetails":[3,{"modality":4}],"candidatesTokenCount":[3]}""", 12L, null, null)]
    public void R27_what_is_not_reported_is_null_unless_the_total_tells_it(string usage, long? input, long? output, long? cached)
    {
        var counts = Usage(usage)!.Value;

        (counts.Input, counts.Output, counts.Cached).ShouldBe((input, output, cached));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    public void No_counts_are_no_usage(string usage) => Usage(usage).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("<html>502</html>")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("[{\"candidates\":[]}]")]
    [InlineData("{\"candidates\":[")]
    [InlineData("{\"candidates\":[]} extra")]
    public void What_is_no_json_object_is_said_to_be_none(string body) => GeminiResponseScanner.Scan(Bytes.Of(body)).ShouldBe(default);

    [Theory]
    [InlineData("""{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[{"message":"x"}]}}""", "RESOURCE_EXHAUSTED", "429", ErrorClass.RateLimited)]
    [InlineData("""[ {"error":{"code":503,"message":"m","status":"UNAVAILABLE"}} , {} ]""", "UNAVAILABLE", "503", ErrorClass.Overloaded)]
    [InlineData("""{"error":{"code":500,"message":"m","status":"INTERNAL"},"usageMetadata":3}""", "INTERNAL", "500", ErrorClass.Other)]
    [InlineData("""{"error":"m"}""", "", "", ErrorClass.Other)]
    public void R48_an_error_is_recognized_with_its_words(string text, string type, string code, ErrorClass expected)
    {
        var body = Bytes.Of(text);

        var scan = GeminiResponseScanner.Scan(body);

        (scan.IsObject, scan.IsError, scan.Error.Class).ShouldBe((true, true, expected));
        (Bytes.Text(scan.Error.Message.Of(body)), Bytes.Text(scan.Error.Type.Of(body)), Bytes.Text(scan.Error.Code.Of(body))).ShouldBe(("m", type, code));
    }

    private static TokenUsage? Usage(string usage)
    {
        var scan = GeminiResponseScanner.Scan(Bytes.Of($$"""{"candidates":[{"content":{"parts":[{"text":"\"error\":{}"}]} }],"usageMetadata":{{usage}} }"""));
        (scan.IsObject, scan.IsError).ShouldBe((true, false));
        return scan.Usage;
    }
}
