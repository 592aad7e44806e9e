using System.Text.Json;
using Signalbox.Wire.Json;

namespace Wire.Tests.Json;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("gpt-4o-mini")]
    [InlineData("")]
    [InlineData("a \"quoted\" \\ name\r\n\t\b\f\u0001\u001f")]
    [InlineData("北京 😀 é \u2028")]
    public void An_encoded_string_reads_back(string value)
    {
        var token = JsonText.Encode(value);

        JsonSerializer.Deserialize<string>(token).ShouldBe(value);
        JsonText.Decode(token.AsSpan(1, token.Length - 2)).ShouldBe(value);
    }

    [Fact]
    public void A_lone_surrogate_is_written_as_the_replacement_character() =>
        JsonSerializer.Deserialize<string>(JsonText.Encode("a\ud83db\udc00")).ShouldBe("a\uFFFDb\uFFFD");

    [Fact]
    public void Names_stay_readable() => Bytes.Text(JsonText.Encode("meta/llama-3.1+é<x>")).ShouldBe("\"meta/llama-3.1+é<x>\"");

    [Fact]
    public void Decoding_agrees_with_the_platform_reader() => Property.Holds(json =>
    {
        var content = json.StringContent(20);
        var expected = JsonSerializer.Deserialize<string>($"\"{content}\"");
        var target = new char[1000];

        JsonText.TryDecode(Bytes.Of(content), target, out var written).ShouldBeTrue();

        new string(target, 0, written).ShouldBe(expected);
        JsonText.Decode(Bytes.Of(content)).ShouldBe(expected);
    });

    [Theory]
    [InlineData("\\ud83d")]
    [InlineData("\\ude00\\ud83d")]
    [InlineData("a\\ud83dx")]
    public void A_lone_surrogate_escape_has_no_exact_value(string content) =>
        JsonText.TryDecode(Bytes.Of(content), new char[10], out _).ShouldBeFalse();

    [Theory]
    [InlineData("abc", 2)]
    [InlineData("\\n\\n", 1)]
    [InlineData("", 0)]
    public void A_target_that_is_too_small_is_an_answer_not_a_fault(string content, int room) =>
        JsonText.TryDecode(Bytes.Of(content), new char[room], out _).ShouldBe(content.Length == 0);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("42", 42)]
    [InlineData("-3", -3)]
    [InlineData("12.0", 12)]
    [InlineData("1e3", 1000)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_whole_number_is_read_in_any_spelling(string token, long expected)
    {
        JsonText.TryReadWhole(Bytes.Of(token), out var value).ShouldBeTrue();
        value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e400")]
    [InlineData("9223372036854775808")]
    [InlineData("1e-3")]
    public void A_number_without_a_whole_value_is_refused(string token) =>
        JsonText.TryReadWhole(Bytes.Of(token), out _).ShouldBeFalse();
}
