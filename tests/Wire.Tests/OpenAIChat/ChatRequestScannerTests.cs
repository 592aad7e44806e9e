using System.Text;
using Signalbox.Wire;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

public sealed class ChatRequestScannerTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    [Fact]
    public void The_fields_that_matter_are_found()
    {
        var body = Bytes.Of("""
            {"temperature": 0.5, "model": "small", "messages": [{"role":"system","content":"Be kind."},
             {"role":"user","content":[{"type":"text","text":"Look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}],
             "stream": true, "stream_options": {"include_usage": true}, "max_completion_tokens": 300, "user": "ana"}
            """);

        var scan = Scan(body);

        Bytes.Text(scan.ModelToken.Of(body)).ShouldBe("\"small\"");
        scan.ReadModel(body).ShouldBe("small");
        scan.Stream.ShouldBeTrue();
        scan.IncludeUsage.ShouldBeTrue();
        Bytes.Text(scan.StreamOptions.Of(body)).ShouldBe("{\"include_usage\": true}");
        scan.MaxOutputTokens.ShouldBe(300);
        scan.MessageCount.ShouldBe(2);
        scan.PromptTextBytes.ShouldBe("Be kind.Look".Length);
        scan.Features.ShouldBe(RequestFeatures.Images);
        scan.Choices.ShouldBe(1);
        scan.ReadUser(body).ShouldBe("ana");
    }

    [Fact]
    public void What_is_not_there_is_not_made_up()
    {
        var body = Bytes.Of($$"""{"model":"m",{{Messages}}}""");

        var scan = Scan(body);

        scan.Stream.ShouldBeFalse();
        scan.HasStreamOptions.ShouldBeFalse();
        scan.IncludeUsage.ShouldBeFalse();
        scan.MaxOutputTokens.ShouldBeNull();
        scan.ReadUser(body).ShouldBeNull();
        scan.Features.ShouldBe(RequestFeatures.None);
    }

    [Theory]
    [InlineData("\"tools\":[{\"type\":\"function\"}]", RequestFeatures.Tools)]
    [InlineData("\"functions\":[{}]", RequestFeatures.Tools)]
    [InlineData("\"tools\":[]", RequestFeatures.None)]
    [InlineData("\"tools\":null", RequestFeatures.None)]
    [InlineData("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"type\":\"json_object\"}}", RequestFeatures.StructuredOutput)]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}", RequestFeatures.JsonMode)]
    [InlineData("\"response_format\":{\"type\":\"text\"}", RequestFeatures.None)]
    [InlineData("\"reasoning_effort\":\"low\"", RequestFeatures.ReasoningEffort)]
    [InlineData("\"reasoning_effort\":null", RequestFeatures.None)]
    [InlineData("\"logprobs\":true", RequestFeatures.Logprobs)]
    [InlineData("\"logprobs\":false", RequestFeatures.None)]
    [InlineData("\"n\":3", RequestFeatures.MultipleChoices)]
    [InlineData("\"n\":1", RequestFeatures.None)]
    [InlineData("\"modalities\":[\"text\",\"audio\"]", RequestFeatures.AudioOutput)]
    [InlineData("\"modalities\":[\"text\"]", RequestFeatures.None)]
    [InlineData("\"audio\":{\"voice\":\"ash\"}", RequestFeatures.AudioOutput)]
    [InlineData("\"web_search_options\":{}", RequestFeatures.WebSearch)]
    [InlineData("\"prediction\":{}", RequestFeatures.Prediction)]
    [InlineData("\"t\\u006fols\":[1]", RequestFeatures.Tools)]
    [InlineData("\"metadata\":{\"tools\":[1],\"n\":5}", RequestFeatures.None)]
    public void Features_are_read_from_the_fields_that_ask_for_them(string field, RequestFeatures expected) =>
        Scan(Bytes.Of($$"""{{{field}},"model":"m",{{Messages}}}""")).Features.ShouldBe(expected);

    [Theory]
    [InlineData("image_url", RequestFeatures.Images)]
    [InlineData("input_audio", RequestFeatures.AudioInput)]
    [InlineData("file", RequestFeatures.Files)]
    [InlineData("video_url", RequestFeatures.Video)]
    [InlineData("text", RequestFeatures.None)]
    [InlineData("im\\u0061ge_url", RequestFeatures.Images)]
    public void Features_are_read_from_the_parts_of_messages(string type, RequestFeatures expected) =>
        Scan(Bytes.Of("""{"model":"m","messages":[{"content":[{"type":"TYPE","x":{"type":"file"}}]}]}""".Replace("TYPE", type))).Features.ShouldBe(expected);

    [Theory]
    [InlineData("\"max_tokens\":10", 10L)]
    [InlineData("\"max_tokens\":10,\"max_completion_tokens\":20", 20L)]
    [InlineData("\"max_completion_tokens\":1,\"max_tokens\":5000", 5000L)]
    [InlineData("\"max_tokens\":null", null)]
    [InlineData("\"max_tokens\":-1", null)]
    [InlineData("\"max_tokens\":0", 0L)]
    [InlineData("\"max_tokens\":1e2", 100L)]
    public void The_output_bound_is_the_larger_of_both_fields(string fields, long? expected) =>
        Scan(Bytes.Of($$"""{{{fields}},"model":"m",{{Messages}}}""")).MaxOutputTokens.ShouldBe(expected);

    [Theory]
    [InlineData("sm\\u0061ll", "small")]
    [InlineData("\\u5317\\ud83d\\ude00", "北😀")]
    [InlineData("meta\\/llama", "meta/llama")]
    public void An_escaped_model_name_is_decoded(string written, string expected)
    {
        var body = Bytes.Of($$"""{"model":"{{written}}",{{Messages}}}""");
        var scan = Scan(body);
        Span<char> name = stackalloc char[ChatRequestScan.MaxModelBytes];

        var length = scan.CopyModel(body, name);

        name[..length].ToString().ShouldBe(expected);
        scan.ReadModel(body).ShouldBe(expected);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_model_name_ends_at_256_bytes(int length, bool accepted)
    {
        foreach (var letter in new[] { "a", "\\u0061" })
        {
            var body = Bytes.Of($$"""{"model":"{{string.Concat(Enumerable.Repeat(letter, length))}}",{{Messages}}}""");
            ChatRequestScanner.TryScan(body, out var scan, out var defect).ShouldBe(accepted);
            if (accepted)
                scan.CopyModel(body, new char[ChatRequestScan.MaxModelBytes]).ShouldBe(length);
            else
                defect!.Param.ShouldBe("model");
        }
    }

    [Fact]
    public void Scanning_allocates_nothing()
    {
        var body = Bytes.Of($$"""{"model":"small",{{Messages}},"stream":true,"stream_options":{"include_usage":false},"tools":[{"a":[1,2,{}]}]}""");
        var name = new char[ChatRequestScan.MaxModelBytes];

        Allocations.PerCall(() =>
        {
            ChatRequestScanner.TryScan(body, out var scan, out _);
            scan.CopyModel(body, name);
        }).ShouldBe(0);
    }

    [Fact]
    public void Random_requests_are_read_as_the_platform_reads_them() => Property.Holds(json =>
    {
        var body = Bytes.Of(RandomRequest.Write(json));

        var scan = Scan(body);

        using var document = System.Text.Json.JsonDocument.Parse(body);
        var root = document.RootElement;
        scan.ReadModel(body).ShouldBe(root.GetProperty("model").GetString());
        scan.MessageCount.ShouldBe(root.GetProperty("messages").GetArrayLength());
        scan.Stream.ShouldBe(root.TryGetProperty("stream", out var stream) && stream.ValueKind == System.Text.Json.JsonValueKind.True);
        scan.HasStreamOptions.ShouldBe(root.TryGetProperty("stream_options", out _));
    });

    [Fact]
    public void Mutated_requests_never_throw_and_never_pass_when_the_platform_refuses_them() => Property.Holds(json =>
    {
        var body = Bytes.Of(RandomRequest.Write(json));
        for (var i = 0; i < 20; i++)
        {
            var mutated = json.Mutate(body);
            if (!ChatRequestScanner.TryScan(mutated, out var scan, out var defect))
            {
                defect.ShouldNotBeNull().Message.ShouldNotBeEmpty();
                continue;
            }

            defect.ShouldBeNull();
            using var document = System.Text.Json.JsonDocument.Parse(mutated);
            document.RootElement.GetProperty("model").GetString().ShouldBe(scan.ReadModel(mutated));
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(mutated).ShouldNotBeEmpty();
        }
    });

    private static ChatRequestScan Scan(byte[] body)
    {
        ChatRequestScanner.TryScan(body, out var scan, out var defect).ShouldBeTrue(defect?.Message);
        return scan;
    }
}
