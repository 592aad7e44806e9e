using System.Buffers;
using System.Text.Json;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

public sealed class UpstreamErrorSanitizerTests
{
    private static readonly TextRedaction Redaction = new(["hunter2-secret", "sk-upstream-0123456789"], ["gpu7.example.net", "gpu7.example.net:8443"]);

    [Theory]
    [InlineData("""{ "error" : {"message":"Invalid 'messages[0].content': too long for gpt-4.1.","type":"invalid_request_error","param":"messages[0].content","code":null}, "n":1.50 }""")]
    [InlineData("""{"object":"error","message":"max_tokens=9 exceeds 4096, see section 1.2.3","code":400}""")]
    [InlineData("""{"detail":[{"loc":["body","messages"],"msg":"field required \u00e9"}]}""")]
    public void A_body_with_nothing_to_hide_passes_byte_for_byte(string body) => Sanitize(body).ShouldBe(body);

    [Theory]
    [InlineData("Incorrect API key provided: sk-proj-abcdef0123456789.", "sk-proj")]
    [InlineData("Incorrect API key provided: sk-ab***************cdef.", "cdef")]
    [InlineData("Key hunter2-secret is wrong", "hunter2")]
    [InlineData("Authorization: Bearer abcdef0123456789", "abcdef")]
    [InlineData("key AIzaSyA0123456789abcdef", "AIza")]
    [InlineData("Cannot reach http://10.1.2.3:8000/v1/chat?key=abc", "10.1.2.3")]
    [InlineData("Cannot reach 10.1.2.3:8000.", "10.1.2.3")]
    [InlineData("connect ECONNREFUSED 127.0.0.1:11434", "127.0.0.1")]
    [InlineData("connect to [fd00::1]:8000 failed", "fd00")]
    [InlineData("upstream GPU7.example.net said no", "GPU7")]
    [InlineData("upstream vllm-0.models.svc.cluster.local:8000 said no", "vllm-0")]
    [InlineData("dial tcp localhost:8000", "localhost")]
    [InlineData("see https://internal.example.org/x", "internal.example.org")]
    public void Credentials_and_addresses_are_taken_out_of_any_string(string message, string gone)
    {
        var body = JsonSerializer.Serialize(new { error = new { message, type = "t", extra = new[] { message } } });

        var clean = Sanitize(body);

        clean.ShouldNotContain(gone, Case.Insensitive);
        JsonDocument.Parse(clean).RootElement.GetProperty("error").GetProperty("type").GetString().ShouldBe("t");
        Sanitize(message).ShouldNotContain(gone, Case.Insensitive);
    }

    [Fact]
    public void A_secret_in_escapes_or_in_a_name_is_found() =>
        Sanitize("""{"hunter2-secret":"hunter2\u002dsecret","a":"b"}""").ShouldBe("""{"[credential removed]":"[credential removed]","a":"b"}""");

    [Theory]
    [InlineData("", "The upstream answered with status 502.")]
    [InlineData("<html><body>Bad gateway at gpu7</body></html>", "The upstream answered with status 502.")]
    [InlineData("[1,2]", "The upstream answered with status 502.")]
    [InlineData("{\"error\":", "The upstream answered with status 502.")]
    [InlineData("model is loading\r\n", "The upstream answered with status 502: model is loading")]
    public void Of_what_is_no_json_object_only_the_words_are_told(string body, string message)
    {
        UpstreamErrorSanitizer.TryRewrite(Bytes.Of(body), Redaction, new ArrayBufferWriter<byte>()).ShouldBeFalse();
        UpstreamErrorSanitizer.Describe(Bytes.Of(body), 502, Redaction).ShouldBe(message);
    }

    [Fact]
    public void Size_is_bounded()
    {
        Sanitize("{\"x\":\"" + new string('a', UpstreamErrorSanitizer.MaxJsonBytes) + "\"}").Length.ShouldBeLessThan(200);
        Sanitize(string.Concat(Enumerable.Repeat("no luck 😀 ", 1000))).Length.ShouldBeLessThan(1000);
    }

    [Theory]
    [InlineData("a-")]
    [InlineData("eyJ-")]
    [InlineData("a.a-")]
    [InlineData("[:")]
    [InlineData("*")]
    public void Text_made_to_be_slow_to_search_is_no_trouble(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 60_000 / piece.Length));

        JsonDocument.Parse(Sanitize("{\"m\":\"" + text + "\"}")).RootElement.TryGetProperty("m", out _).ShouldBeTrue();
    }

    [Fact]
    public void Anything_becomes_a_json_object_or_words() => Property.Holds(json =>
    {
        var body = json.Mutate(Bytes.Of(json.Value(4)));
        var output = new ArrayBufferWriter<byte>();

        if (UpstreamErrorSanitizer.TryRewrite(body, Redaction, output)) JsonDocument.Parse(output.WrittenMemory).RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
        else UpstreamErrorSanitizer.Describe(body, 400, Redaction).ShouldStartWith("The upstream answered with status 400");
    });

    private static string Sanitize(string body)
    {
        var output = new ArrayBufferWriter<byte>();
        return UpstreamErrorSanitizer.TryRewrite(Bytes.Of(body), Redaction, output)
            ? Bytes.Text(output.WrittenSpan)
            : UpstreamErrorSanitizer.Describe(Bytes.Of(body), 502, Redaction);
    }
}
