using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;

namespace Wire.Tests.AnthropicMessages;

public sealed class MessagesRequestScannerTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    [Fact]
    public void The_fields_that_matter_are_found()
    {
        var body = Bytes.Of("""
            {"max_tokens": 32000, "system": [{"type":"text","text":"Be kind.","cache_control":{"type":"ephemeral"}}], "model": "claude-x",
             "messages": [{"role":"user","content":[{"type":"text","text":"Look"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},
              {"role":"system","content":"Now."},
              {"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"text":"not counted"}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"sunny"},{"type":"image","source":{}}]},
               {"type":"tool_result","tool_use_id":"u","content":"rain"}]}],
             "metadata":{"user_id":"{}"}, "thinking":{"type":"adaptive","display":"omitted"}, "output_config":{"effort":"high"}, "stream": true,
             "tools": [{"name":"f","defer_loading":true,"input_schema":{}}], "context_management":{"edits":[]}}
            """);

        var scan = Scan(body);

        Bytes.Text(scan.ModelToken.Of(body)).ShouldBe("\"claude-x\"");
        Bytes.Text(scan.ModelContent(body)).ShouldBe("claude-x");
        scan.ReadModel(body).ShouldBe("claude-x");
        scan.Stream.ShouldBeTrue();
        scan.MaxOutputTokens.ShouldBe(32000);
        scan.MessageCount.ShouldBe(4);
        scan.PromptTextBytes.ShouldBe("Be kind.LookNow.sunnyrain".Length);
        scan.Features.ShouldBe(RequestFeatures.Images | RequestFeatures.Tools | RequestFeatures.ReasoningEffort);
    }

    [Fact]
    public void What_is_not_there_is_not_made_up()
    {
        var scan = Scan(Bytes.Of($$"""{"model":"m",{{Messages}}}"""));

        scan.Stream.ShouldBeFalse();
        scan.MaxOutputTokens.ShouldBeNull();
        scan.Features.ShouldBe(RequestFeatures.None);
        scan.ModelEscaped.ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"tools\":[{\"name\":\"f\"}]", RequestFeatures.Tools)]
    [InlineData("\"tools\":[]", RequestFeatures.None)]
    [InlineData("\"tools\":null", RequestFeatures.None)]
    [InlineData("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}", RequestFeatures.ReasoningEffort)]
    [InlineData("\"thinking\":{\"type\":\"ad\\u0061ptive\"}", RequestFeatures.ReasoningEffort)]
    [InlineData("\"thinking\":{\"type\":\"disabled\"}", RequestFeatures.None)]
    [InlineData("\"thinking\":null", RequestFeatures.None)]
    [InlineData("\"output_config\":{\"effort\":\"low\",\"format\":{\"type\":\"json_schema\"}}", RequestFeatures.StructuredOutput)]
    [InlineData("\"output_config\":{\"format\":null}", RequestFeatures.None)]
    [InlineData("\"output_config\":\"x\"", RequestFeatures.None)]
    [InlineData("\"output_format\":{\"type\":\"json_schema\"}", RequestFeatures.StructuredOutput)]
    [InlineData("\"output_format\":null", RequestFeatures.None)]
    [InlineData("\"metadata\":{\"tools\":[1],\"format\":5}", RequestFeatures.None)]
    public void Features_are_read_from_the_fields_that_ask_for_them(string field, RequestFeatures expected) =>
        Scan(Bytes.Of($$"""{{{field}},"model":"m",{{Messages}}}""")).Features.ShouldBe(expected);

    [Theory]
    [InlineData("""{"type":"image","source":{"type":"document"}}""", RequestFeatures.Images)]
    [InlineData("""{"source":{},"type":"d\u006fcument"}""", RequestFeatures.Files)]
    [InlineData("""{"type":"tool_result","content":[{"type":"document"}]}""", RequestFeatures.Files)]
    [InlineData("""{"type":"text","text":"image"}""", RequestFeatures.None)]
    [InlineData("""{"type":["image"]}""", RequestFeatures.None)]
    [InlineData("\"image\"", RequestFeatures.None)]
    public void Features_are_read_from_the_blocks_of_messages(string block, RequestFeatures expected) =>
        Scan(Bytes.Of("""{"model":"m","messages":[{"content":[BLOCK]}]}""".Replace("BLOCK", block))).Features.ShouldBe(expected);

    [Theory]
    [InlineData("\"max_tokens\":10", 10L)]
    [InlineData("\"max_tokens\":1e2", 100L)]
    [InlineData("\"max_tokens\":0", 0L)]
    [InlineData("\"max_tokens\":null", null)]
    [InlineData("\"max_tokens\":-1", null)]
    public void The_output_bound_is_max_tokens(string field, long? expected) =>
        Scan(Bytes.Of($$"""{{{field}},"model":"m",{{Messages}}}""")).MaxOutputTokens.ShouldBe(expected);

    [Theory]
    [InlineData("sm\\u0061ll", "small")]
    [InlineData("\\u5317\\ud83d\\ude00", "北😀")]
    public void An_escaped_model_name_is_decoded(string written, string expected)
    {
        var body = Bytes.Of($$"""{"model":"{{written}}",{{Messages}}}""");
        var scan = Scan(body);
        Span<char> name = stackalloc char[MessagesRequestScan.MaxModelBytes];

        name[..scan.CopyModel(body, name)].ToString().ShouldBe(expected);
        scan.ReadModel(body).ShouldBe(expected);
        scan.ModelEscaped.ShouldBeTrue();
    }

    [Fact]
    public void Scanning_allocates_nothing()
    {
        var body = Bytes.Of($$"""
            {"model":"small","system":[{"type":"text","text":"a"}],{{Messages}},"stream":true,"max_tokens":5,"tools":[{"a":[1,2,{}]}],
             "thinking":{"type":"enabled"},"output_config":{"format":{} },"x":1}
            """);
        var name = new char[MessagesRequestScan.MaxModelBytes];

        Allocations.PerCall(() =>
        {
            MessagesRequestScanner.TryScan(body, out var scan, out _);
            scan.CopyModel(body, name);
        }).ShouldBe(0);
    }

    [Fact]
    public void Random_requests_are_read_as_the_platform_reads_them() => Property.Holds(json =>
    {
        var body = Bytes.Of(RandomMessages.Request(json));

        var scan = Scan(body);

        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        scan.ReadModel(body).ShouldBe(root.GetProperty("model").GetString());
        scan.MessageCount.ShouldBe(root.GetProperty("messages").GetArrayLength());
        scan.Stream.ShouldBe(root.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True);
        scan.MaxOutputTokens.ShouldBe(root.TryGetProperty("max_tokens", out var most) ? most.GetInt64() : null);
        scan.Features.HasFlag(RequestFeatures.Tools).ShouldBe(root.TryGetProperty("tools", out var tools) && tools.GetArrayLength() > 0);
        var text = root.GetProperty("messages").EnumerateArray().Sum(m => TextBytes(m.GetProperty("content")));
        scan.PromptTextBytes.ShouldBe(text + (root.TryGetProperty("system", out var system) ? TextBytes(system) : 0));
    });

    [Fact]
    public void Mutated_requests_never_throw_and_are_json_exactly_when_the_platform_says_so() => Property.Holds(json =>
    {
        var body = Bytes.Of(RandomMessages.Request(json));
        for (var i = 0; i < 20; i++)
        {
            var mutated = json.Mutate(body);
            if (!MessagesRequestScanner.TryScan(mutated, out var scan, out var defect))
            {
                if (defect.ShouldNotBeNull().Message.Contains("not valid JSON", StringComparison.Ordinal) || defect.Message.Contains("goes on after", StringComparison.Ordinal))
                    Should.Throw<JsonException>(() => JsonDocument.Parse(mutated), defect.Message);
                continue;
            }

            defect.ShouldBeNull();
            using var document = JsonDocument.Parse(mutated);
            document.RootElement.GetProperty("model").GetString().ShouldBe(scan.ReadModel(mutated));
        }
    });

    private static long TextBytes(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => Bytes.Of(content.GetRawText()).Length - 2,
        JsonValueKind.Array => content.EnumerateArray().Sum(block =>
            (block.TryGetProperty("text", out var text) ? TextBytes(text) : 0) + (block.TryGetProperty("content", out var inner) ? TextBytes(inner) : 0)),
        _ => 0,
    };

    private static MessagesRequestScan Scan(byte[] body)
    {
        MessagesRequestScanner.TryScan(body, out var scan, out var defect).ShouldBeTrue(defect?.Message);
        return scan;
    }
}
