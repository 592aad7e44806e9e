using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;

namespace Wire.Tests.AnthropicMessages;

public sealed class MessagesRequestDefectTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    [Theory]
    [InlineData("", null, "is empty")]
    [InlineData(" ", null, "is empty")]
    [InlineData("[]", null, "must be a JSON object")]
    [InlineData("null", null, "must be a JSON object")]
    [InlineData("x", null, "unexpected character at byte 0")]
    [InlineData("{\"model\":\"m\"", null, "ends too early, at byte 12")]
    [InlineData("{\"model\":\"m\",}", null, "unexpected character at byte 13")]
    [InlineData("{\"system\":[{\"text\":\"x\ny\"}]}", null, "control character at byte 21")]
    [InlineData("{\"thinking\":{\"type\":\"\\q\"}}", null, "unknown escape at byte 21")]
    [InlineData("{\"tools\":[-]}", null, "number is malformed at byte 11")]
    [InlineData("{" + Messages + "}", "model", "must provide a \"model\"")]
    [InlineData("{\"model\":5," + Messages + "}", "model", "must be a string")]
    [InlineData("{\"model\":\"\"," + Messages + "}", "model", "must not be empty")]
    [InlineData("{\"model\":\"\\ud800\"," + Messages + "}", "model", "incomplete surrogate pair")]
    [InlineData("{\"model\":\"m\"}", "messages", "must provide a \"messages\"")]
    [InlineData("{\"model\":\"m\",\"messages\":\"hi\"}", "messages", "must be an array")]
    [InlineData("{\"model\":\"m\",\"messages\":null}", "messages", "must be an array")]
    [InlineData("{\"model\":\"m\",\"messages\":[]}", "messages", "is empty")]
    [InlineData("{\"model\":\"m\",\"messages\":[{},{},{},\"hi\"]}", "messages.3", "must be an object")]
    [InlineData("{\"model\":\"m\",\"stream\":\"true\"," + Messages + "}", "stream", "true, false or null")]
    [InlineData("{\"model\":\"m\",\"max_tokens\":\"10\"," + Messages + "}", "max_tokens", "whole number")]
    [InlineData("{\"model\":\"m\",\"max_tokens\":1.5," + Messages + "}", "max_tokens", "whole number")]
    [InlineData("{\"model\":\"a\",\"mod\\u0065l\":\"b\"," + Messages + "}", "model", "\"model\" more than once")]
    [InlineData("{" + Messages + "," + Messages + "}", "messages", "\"messages\" more than once")]
    [InlineData("{\"model\":\"m\"," + Messages + "} x", null, "goes on after the JSON object, at byte 58")]
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
        var blocks = string.Concat(Enumerable.Repeat("[{\"content\":", depth));
        foreach (var field in new[] { $"\"x\":{new string('[', depth)}", $"\"system\":{blocks}", $"\"messages\":[{{\"content\":{blocks}" })
            Refuse(Bytes.Of($$"""{"model":"m",{{field}}""")).Message.ShouldContain("nested deeper than 64");
    }

    [Fact]
    public void Too_many_fields_are_refused_and_as_many_as_allowed_are_told_apart()
    {
        var fields = string.Join(",", Enumerable.Range(0, 254).Select(i => $"\"f{i}\":{i}"));
        MessagesRequestScanner.TryScan(Bytes.Of($$"""{"model":"m",{{Messages}},{{fields}}}"""), out _, out var defect).ShouldBeTrue(defect?.Message);

        Refuse(Bytes.Of($$"""{"model":"m",{{Messages}},{{fields}},"last":1}""")).Message.ShouldContain("more than 256 top-level fields");
        Refuse(Bytes.Of($$"""{"model":"m",{{fields}},"f77":1}""")).Message.ShouldContain("\"f77\" more than once");
    }

    private static RequestDefect Refuse(byte[] body)
    {
        MessagesRequestScanner.TryScan(body, out _, out var defect).ShouldBeFalse();
        return defect.ShouldNotBeNull();
    }
}
