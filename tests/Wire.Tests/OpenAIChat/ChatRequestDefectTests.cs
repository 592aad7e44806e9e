using Signalbox.Wire;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

public sealed class ChatRequestDefectTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    [Theory]
    [InlineData("", null, "is empty")]
    [InlineData("  \n", null, "is empty")]
    [InlineData("[]", null, "must be a JSON object")]
    [InlineData("\"text\"", null, "must be a JSON object")]
    [InlineData("null", null, "must be a JSON object")]
    [InlineData("model=small", null, "unexpected character at byte 0")]
    [InlineData("{\"model\":\"m\"", null, "ends too early, at byte 12")]
    [InlineData("{\"model\":\"m\",}", null, "unexpected character at byte 13")]
    [InlineData("{\"model\":\"m\",\"a\":01}", null, "unexpected character at byte 18")]
    [InlineData("{\"a\":\"x\ny\"}", null, "control character at byte 7")]
    [InlineData("{\"a\":\"\\q\"}", null, "unknown escape at byte 6")]
    [InlineData("{\"a\":-}", null, "number is malformed at byte 6")]
    [InlineData("{" + Messages + "}", "model", "must provide a \"model\"")]
    [InlineData("{\"model\":5," + Messages + "}", "model", "must be a string")]
    [InlineData("{\"model\":null," + Messages + "}", "model", "must be a string")]
    [InlineData("{\"model\":\"\"," + Messages + "}", "model", "must not be empty")]
    [InlineData("{\"model\":\"\\ud800\"," + Messages + "}", "model", "incomplete surrogate pair")]
    [InlineData("{\"model\":\"m\"}", "messages", "must provide a \"messages\"")]
    [InlineData("{\"model\":\"m\",\"messages\":\"hi\"}", "messages", "must be an array")]
    [InlineData("{\"model\":\"m\",\"messages\":null}", "messages", "must be an array")]
    [InlineData("{\"model\":\"m\",\"messages\":[]}", "messages", "is empty")]
    [InlineData("{\"model\":\"m\",\"messages\":[{},\"hi\"]}", "messages[1]", "must be an object")]
    [InlineData("{\"model\":\"m\",\"stream\":\"true\"," + Messages + "}", "stream", "true, false or null")]
    [InlineData("{\"model\":\"m\",\"stream\":1," + Messages + "}", "stream", "true, false or null")]
    [InlineData("{\"model\":\"m\",\"stream_options\":true," + Messages + "}", "stream_options", "object or null")]
    [InlineData("{\"model\":\"m\",\"stream_options\":{\"include_usage\":\"yes\"}," + Messages + "}", "stream_options.include_usage", "true or false")]
    [InlineData("{\"model\":\"m\",\"stream_options\":{\"include_usage\":true,\"include_us\\u0061ge\":false}," + Messages + "}", "stream_options.include_usage", "more than once")]
    [InlineData("{\"model\":\"m\",\"max_tokens\":\"10\"," + Messages + "}", "max_tokens", "whole number")]
    [InlineData("{\"model\":\"m\",\"max_completion_tokens\":1.5," + Messages + "}", "max_completion_tokens", "whole number")]
    [InlineData("{\"model\":\"m\",\"n\":[]," + Messages + "}", "n", "whole number")]
    [InlineData("{\"model\":\"a\",\"model\":\"b\"," + Messages + "}", "model", "\"model\" more than once")]
    [InlineData("{\"model\":\"a\",\"mod\\u0065l\":\"b\"," + Messages + "}", "model", "\"model\" more than once")]
    [InlineData("{\"t\\u006fp_p\":1,\"top_p\":1,\"model\":\"a\"," + Messages + "}", "top_p", "\"top_p\" more than once")]
    [InlineData("{\"model\":\"m\"," + Messages + "} x", null, "goes on after the JSON object, at byte 58")]
    [InlineData("{\"model\":\"m\"," + Messages + "}{}", null, "goes on after the JSON object")]
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
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xED, 0xA0, 0x80, (byte)'"', (byte)'}' }, "not valid UTF-8 at byte 2")]
    [InlineData(new byte[] { (byte)'{', 0xC0, 0x80, (byte)'}' }, "not valid UTF-8 at byte 1")]
    public void Wrong_encodings_are_refused(byte[] body, string message) => Refuse(body).Message.ShouldContain(message);

    [Fact]
    public void The_place_of_bad_utf8_is_found_in_a_large_body()
    {
        byte[] body = [.. Bytes.Of(string.Concat(Enumerable.Repeat("北😀é", 5000))), 0xE5, 0x8C];

        Refuse(body).Message.ShouldContain($"at byte {body.Length - 2}");
    }

    [Fact]
    public void Nesting_deeper_than_64_is_refused_however_deep()
    {
        foreach (var depth in new[] { 65, 100_000 })
        {
            var body = Bytes.Of($$"""{"model":"m","x":{{new string('[', depth)}}""");
            Refuse(body).Message.ShouldContain("nested deeper than 64");
        }
    }

    [Fact]
    public void Too_many_fields_are_refused_and_as_many_as_allowed_are_told_apart()
    {
        var fields = string.Join(",", Enumerable.Range(0, 254).Select(i => $"\"f{i}\":{i}"));
        ChatRequestScanner.TryScan(Bytes.Of($$"""{"model":"m",{{Messages}},{{fields}}}"""), out _, out var defect).ShouldBeTrue(defect?.Message);

        Refuse(Bytes.Of($$"""{"model":"m",{{Messages}},{{fields}},"last":1}""")).Message.ShouldContain("more than 256 top-level fields");
        Refuse(Bytes.Of($$"""{"model":"m",{{fields}},"f77":1}""")).Message.ShouldContain("\"f77\" more than once");
    }

    [Fact]
    public void A_field_name_that_is_no_identifier_is_not_repeated()
    {
        Refuse(Bytes.Of("""{"my secret <b>":1,"my secret <b>":2}""")).Message.ShouldNotContain("secret");
        Refuse(Bytes.Of($$"""{"{{new string('k', 257)}}":1}""")).Message.ShouldContain("longer than 256 bytes");
        Refuse(Bytes.Of("""{"\ud800":1}""")).Message.ShouldContain("incomplete surrogate pair");
    }

    [Fact]
    public void No_message_repeats_content()
    {
        foreach (var tail in new[] { "", "\"", "\"}", "\"]}", "\"}]}", "\"}]} trailing-canary" })
        {
            ChatRequestScanner.TryScan(Bytes.Of("{\"model\":\"canary-m\",\"messages\":[{\"content\":\"canary" + tail), out _, out var defect);
            defect?.Message.ShouldNotContain("canary");
        }
    }

    private static RequestDefect Refuse(byte[] body)
    {
        ChatRequestScanner.TryScan(body, out _, out var defect).ShouldBeFalse();
        return defect.ShouldNotBeNull();
    }
}
