using Signalbox.Wire;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesRequestDefectTests
{
    private const string Input = "\"input\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    [Theory]
    [InlineData("", null, "is empty. Send a JSON object with \"model\" and \"input\"")]
    [InlineData(" ", null, "is empty. Send a JSON object with \"model\" and \"input\"")]
    [InlineData("[]", null, "must be a JSON object with \"model\" and \"input\"")]
    [InlineData("null", null, "must be a JSON object")]
    [InlineData("x", null, "unexpected character at byte 0")]
    [InlineData("{\"model\":\"m\"", null, "ends too early, at byte 12")]
    [InlineData("{\"model\":\"m\",}", null, "unexpected character at byte 13")]
    [InlineData("{\"input\":[{\"text\":\"x\ny\"}]}", null, "control character at byte 20")]
    [InlineData("{\"text\":{\"format\":{\"type\":\"\\q\"}}}", null, "unknown escape at byte 27")]
    [InlineData("{\"tools\":[-]}", null, "number is malformed at byte 11")]
    [InlineData("{\"tools\":[{\"type\":\"function\"]}", null, "unexpected character at byte 28")]
    [InlineData("{" + Input + "}", "model", "must provide a \"model\"")]
    [InlineData("{\"model\":5," + Input + "}", "model", "must be a string")]
    [InlineData("{\"model\":\"\"," + Input + "}", "model", "must not be empty")]
    [InlineData("{\"model\":\"\\ud800\"," + Input + "}", "model", "incomplete surrogate pair")]
    [InlineData("{\"model\":\"m\",\"input\":5}", "input", "a string or an array")]
    [InlineData("{\"model\":\"m\",\"input\":{\"role\":\"user\"}}", "input", "a string or an array")]
    [InlineData("{\"model\":\"m\",\"input\":[{},{},{},\"hi\"]}", "input[3]", "must be an object")]
    [InlineData("{\"model\":\"m\",\"stream\":\"true\"," + Input + "}", "stream", "true, false or null")]
    [InlineData("{\"model\":\"m\",\"store\":0," + Input + "}", "store", "true, false or null")]
    [InlineData("{\"model\":\"m\",\"background\":\"no\"," + Input + "}", "background", "true, false or null")]
    [InlineData("{\"model\":\"m\",\"max_output_tokens\":\"10\"," + Input + "}", "max_output_tokens", "whole number")]
    [InlineData("{\"model\":\"m\",\"max_output_tokens\":1.5," + Input + "}", "max_output_tokens", "whole number")]
    [InlineData("{\"model\":\"a\",\"mod\\u0065l\":\"b\"," + Input + "}", "model", "\"model\" more than once")]
    [InlineData("{\"model\":\"a\"," + Input + ",\"new\":1,\"new\":1}", "new", "\"new\" more than once")]
    [InlineData("{" + Input + "," + Input + "}", "input", "\"input\" more than once")]
    [InlineData("{\"model\":\"m\"," + Input + "} x", null, "goes on after the JSON object, at byte 55")]
    public void A_bad_body_is_told_with_its_place_and_remedy(string body, string? param, string message)
    {
        var defect = Refuse(Bytes.Of(body));

        defect.Param.ShouldBe(param);
        defect.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}' }, "byte order mark")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 }, "byte order mark")]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}' }, "not valid UTF-8 at byte 2")]
    public void Wrong_encodings_are_refused(byte[] body, string message) => Refuse(body).Message.ShouldContain(message);

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public void Nesting_deeper_than_64_is_refused_however_deep_and_wherever(int depth)
    {
        var parts = string.Concat(Enumerable.Repeat("[{\"content\":", depth));
        var outputs = string.Concat(Enumerable.Repeat("{\"output\":", depth));
        var tools = string.Concat(Enumerable.Repeat("[{\"tools\":", depth));
        foreach (var field in new[] { $"\"x\":{new string('[', depth)}", $"\"instructions\":{parts}", $"\"input\":[{outputs}", $"\"tools\":{tools}" })
            Refuse(Bytes.Of($$"""{"model":"m",{{field}}""")).Message.ShouldContain("nested deeper than 64");
    }

    [Fact]
    public void Too_many_fields_are_refused_and_as_many_as_allowed_are_told_apart()
    {
        var fields = string.Join(",", Enumerable.Range(0, 254).Select(i => $"\"f{i}\":{i}"));
        ResponsesRequestScanner.TryScan(Bytes.Of($$"""{"model":"m",{{Input}},{{fields}}}"""), out _, out var defect).ShouldBeTrue(defect?.Message);

        Refuse(Bytes.Of($$"""{"model":"m",{{Input}},{{fields}},"last":1}""")).Message.ShouldContain("more than 256 top-level fields");
        Refuse(Bytes.Of($$"""{"model":"m",{{fields}},"f77":1}""")).Message.ShouldContain("\"f77\" more than once");
    }

    private static RequestDefect Refuse(byte[] body)
    {
        ResponsesRequestScanner.TryScan(body, out _, out var defect).ShouldBeFalse();
        return defect.ShouldNotBeNull();
    }
}
