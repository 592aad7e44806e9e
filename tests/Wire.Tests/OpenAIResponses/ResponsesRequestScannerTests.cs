using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesRequestScannerTests
{
    private const string Input = "\"input\":\"hi\"";

    [Fact]
    public void The_fields_that_matter_are_found()
    {
        var body = Bytes.Of("""
            {"max_output_tokens": 32000, "instructions": "Be kind.", "model": "gpt-x", "store": false, "background": true, "previous_response_id": "resp_1",
             "input": [{"type":"message","id":"msg_1","role":"developer","content":[{"type":"input_text","text":"Look"},{"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"auto"}]},
              {"role":"user","content":"Now."},
              {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"not counted"},
              {"type":"function_call","id":"fc_1","call_id":"c","name":"f","arguments":"{\"text\":\"not counted\"}","status":"completed"},
              {"type":"function_call_output","call_id":"c","output":[{"type":"input_text","text":"sunny"},{"type":"input_image","image_url":"x"}]},
              {"type":"custom_tool_call_output","call_id":"d","output":"rain"},
              {"type":"shell_call_output","call_id":"e","output":[{"stdout":"a","stderr":"b","outcome":{"type":"exit","exit_code":0}}]},
              {"type":"mcp_list_tools","server_label":"s","tools":[{"name":"g","type":"web_search"}]},
              {"type":"item_reference","id":"msg_0"}, {"type":"of tomorrow","new":{"content":"not counted"}}],
             "client_metadata":{"x":"{}"}, "reasoning":{"effort":"high","summary":"auto"}, "text":{"verbosity":"low"}, "stream": true,
             "tools": [{"type":"function","name":"f","strict":false,"parameters":{"type":"web_search"}},{"type":"custom","name":"apply_patch","format":{"type":"grammar"}}],
             "include":["reasoning.encrypted_content"], "prompt_cache_key":"k"}
            """);

        var scan = Scan(body);

        Bytes.Text(scan.ModelToken.Of(body)).ShouldBe("\"gpt-x\"");
        Bytes.Text(scan.ModelContent(body)).ShouldBe("gpt-x");
        scan.ReadModel(body).ShouldBe("gpt-x");
        (scan.Stream, scan.Store, scan.Background, scan.HasPreviousResponse).ShouldBe((true, false, true, true));
        scan.MaxOutputTokens.ShouldBe(32000);
        scan.PromptTextBytes.ShouldBe("Be kind.LookNow.sunnyrainab".Length);
        scan.Features.ShouldBe(RequestFeatures.Images | RequestFeatures.Tools | RequestFeatures.ReasoningEffort);
    }

    [Fact]
    public void What_is_not_there_is_not_made_up()
    {
        var scan = Scan(Bytes.Of($$"""{"model":"m",{{Input}}}"""));

        (scan.Stream, scan.Background, scan.HasPreviousResponse, scan.ModelEscaped).ShouldBe((false, false, false, false));
        scan.Store.ShouldBeNull();
        scan.MaxOutputTokens.ShouldBeNull();
        scan.Features.ShouldBe(RequestFeatures.None);
        scan.PromptTextBytes.ShouldBe(2);
    }

    [Theory]
    [InlineData("\"input\": [ {\"role\":\"user\"} ] ,\"previous_response_id\" : \"resp_\\u0031\"", "[ {\"role\":\"user\"} ]", "resp_1")]
    [InlineData("\"previous_response_id\":\"resp_2\",\"input\":\"a\\\"b\"", "\"a\\\"b\"", "resp_2")]
    [InlineData("\"input\":null", "null", null)]
    [InlineData("\"previous_response_id\":5", "", null)]
    public void Where_the_input_stands_and_what_it_goes_on_from_is_known(string fields, string input, string? previous)
    {
        var body = Bytes.Of($$"""{"model":"m",{{fields}}}""");

        var scan = Scan(body);

        (scan.Input.IsPresent, scan.ReadPreviousResponse(body)).ShouldBe((input.Length > 0, previous));
        Bytes.Text(scan.Input.Of(body)).ShouldBe(input);
    }

    [Theory]
    [InlineData("\"previous_response_id\":\"resp_1\"", true)]
    [InlineData("\"previous_response_id\":null", false)]
    [InlineData("\"prompt\":{\"id\":\"pmpt_1\"}", false)]
    [InlineData("\"previous_response_id\":\"resp_1\",\"input\":null", true)]
    [InlineData("\"input\":[]", false)]
    [InlineData("\"x\":1", false)]
    public void Whether_the_input_may_be_missing_is_the_upstreams_to_judge(string field, bool previous) =>
        Scan(Bytes.Of($$"""{"model":"m",{{field}}}""")).HasPreviousResponse.ShouldBe(previous);

    [Theory]
    [InlineData("\"tools\":[{\"type\":\"function\",\"name\":\"f\"}]", RequestFeatures.Tools)]
    [InlineData("\"tools\":[5]", RequestFeatures.Tools)]
    [InlineData("\"tools\":[]", RequestFeatures.None)]
    [InlineData("\"tools\":null", RequestFeatures.None)]
    [InlineData("\"tools\":[{\"type\":\"web_search\"}]", RequestFeatures.Tools | RequestFeatures.WebSearch)]
    [InlineData("\"tools\":[{\"x\":{\"type\":\"f\"},\"type\":\"web\\u005fsearch_preview_2025_03_11\"}]", RequestFeatures.Tools | RequestFeatures.WebSearch)]
    [InlineData("\"tools\":[{\"type\":\"tool_search\",\"name\":\"web_search\"}]", RequestFeatures.Tools)]
    [InlineData("\"tools\":[{\"type\":[\"web_search\"]}]", RequestFeatures.Tools)]
    [InlineData("\"reasoning\":{\"effort\":\"low\"}", RequestFeatures.ReasoningEffort)]
    [InlineData("\"reasoning\":{\"eff\\u006frt\":\"low\",\"summary\":null}", RequestFeatures.ReasoningEffort)]
    [InlineData("\"reasoning\":{\"effort\":null,\"summary\":\"auto\"}", RequestFeatures.None)]
    [InlineData("\"reasoning\":null", RequestFeatures.None)]
    [InlineData("\"text\":{\"format\":{\"schema\":{\"type\":\"x\"},\"type\":\"json_schema\",\"name\":\"n\"}}", RequestFeatures.StructuredOutput)]
    [InlineData("\"text\":{\"verbosity\":\"low\",\"format\":{\"type\":\"json\\u005fobject\"}}", RequestFeatures.JsonMode)]
    [InlineData("\"text\":{\"format\":{\"type\":\"text\"}}", RequestFeatures.None)]
    [InlineData("\"text\":{\"format\":null}", RequestFeatures.None)]
    [InlineData("\"text\":\"json_schema\"", RequestFeatures.None)]
    [InlineData("\"metadata\":{\"tools\":[1],\"format\":5}", RequestFeatures.None)]
    public void Features_are_read_from_the_fields_that_ask_for_them(string field, RequestFeatures expected) =>
        Scan(Bytes.Of($$"""{{{field}},"model":"m",{{Input}}}""")).Features.ShouldBe(expected);

    [Theory]
    [InlineData("""{"content":[{"type":"input_image","image_url":"input_file"}]}""", RequestFeatures.Images)]
    [InlineData("""{"content":[{"file_id":"f","type":"input_f\u0069le"}]}""", RequestFeatures.Files)]
    [InlineData("""{"content":[{"type":"input_audio","input_audio":{"data":"AAAA"}}]}""", RequestFeatures.AudioInput)]
    [InlineData("""{"type":"function_call_output","output":[{"type":"input_file"}]}""", RequestFeatures.Files)]
    [InlineData("""{"type":"computer_call_output","output":{"type":"computer_screenshot","image_url":"x"}}""", RequestFeatures.Images)]
    [InlineData("""{"type":"additional_tools","role":"developer","tools":[{"type":"namespace","tools":[]}]}""", RequestFeatures.Tools)]
    [InlineData("""{"tools":[{"type":"web_search"}],"type":"additional_tools"}""", RequestFeatures.Tools | RequestFeatures.WebSearch)]
    [InlineData("""{"type":"mcp_list_tools","tools":[{"type":"web_search"}]}""", RequestFeatures.None)]
    [InlineData("""{"type":"web_search_call","status":"completed"}""", RequestFeatures.None)]
    [InlineData("""{"content":[{"type":"input_text","text":"input_image"}]}""", RequestFeatures.None)]
    [InlineData("""{"content":[{"type":["input_image"]},"input_image",null]}""", RequestFeatures.None)]
    [InlineData("{}", RequestFeatures.None)]
    public void Features_are_read_from_the_items_of_the_input(string item, RequestFeatures expected) =>
        Scan(Bytes.Of("""{"model":"m","input":[ITEM]}""".Replace("ITEM", item))).Features.ShouldBe(expected);

    [Theory]
    [InlineData("\"max_output_tokens\":10", 10L)]
    [InlineData("\"max_output_tokens\":1e2", 100L)]
    [InlineData("\"max_output_tokens\":0", 0L)]
    [InlineData("\"max_output_tokens\":null", null)]
    [InlineData("\"max_output_tokens\":-1", null)]
    [InlineData("\"max_tokens\":7", null)]
    public void The_output_bound_is_max_output_tokens(string field, long? expected) =>
        Scan(Bytes.Of($$"""{{{field}},"model":"m",{{Input}}}""")).MaxOutputTokens.ShouldBe(expected);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("null", null)]
    public void Whether_to_store_is_told_apart_from_not_saying(string value, bool? expected)
    {
        var scan = Scan(Bytes.Of($$"""{"store":{{value}},"background":{{value}},"model":"m",{{Input}}}"""));

        scan.Store.ShouldBe(expected);
        scan.Background.ShouldBe(expected ?? false);
    }

    [Theory]
    [InlineData("sm\\u0061ll", "small")]
    [InlineData("\\u5317\\ud83d\\ude00", "北😀")]
    public void An_escaped_model_name_is_decoded(string written, string expected)
    {
        var body = Bytes.Of($$"""{"model":"{{written}}",{{Input}}}""");
        var scan = Scan(body);
        Span<char> name = stackalloc char[ResponsesRequestScan.MaxModelBytes];

        name[..scan.CopyModel(body, name)].ToString().ShouldBe(expected);
        scan.ReadModel(body).ShouldBe(expected);
        scan.ModelEscaped.ShouldBeTrue();
    }

    [Fact]
    public void Scanning_allocates_nothing()
    {
        var body = Bytes.Of("""
            {"model":"small","instructions":"a","input":[{"role":"user","content":[{"type":"input_text","text":"x"}]},{"type":"additional_tools","tools":[]}],
             "stream":true,"max_output_tokens":5,"tools":[{"type":"web\u005fsearch"}],"reasoning":{"effort":"low"},"text":{"format":{"type":"json_schema"}},
             "store":false,"background":null,"previous_response_id":"r","x":1}
            """);
        var name = new char[ResponsesRequestScan.MaxModelBytes];

        Allocations.PerCall(() =>
        {
            ResponsesRequestScanner.TryScan(body, out var scan, out _);
            scan.CopyModel(body, name);
        }).ShouldBe(0);
    }

    [Fact]
    public void Random_requests_are_read_as_the_platform_reads_them() => Property.Holds(json =>
    {
        var body = Bytes.Of(RandomResponses.Request(json));

        var scan = Scan(body);

        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        scan.ReadModel(body).ShouldBe(root.GetProperty("model").GetString());
        scan.Stream.ShouldBe(root.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True);
        scan.MaxOutputTokens.ShouldBe(root.TryGetProperty("max_output_tokens", out var most) ? most.GetInt64() : null);
        scan.HasPreviousResponse.ShouldBe(root.TryGetProperty("previous_response_id", out var previous) && previous.ValueKind == JsonValueKind.String);
        var tools = root.TryGetProperty("tools", out var list) ? list.EnumerateArray().ToArray() : [];
        scan.Features.HasFlag(RequestFeatures.Tools).ShouldBe(tools.Length > 0);
        scan.Features.HasFlag(RequestFeatures.WebSearch).ShouldBe(tools.Any(tool => tool.GetProperty("type").GetString() == "web_search"));
        scan.PromptTextBytes.ShouldBe(
            (root.TryGetProperty("input", out var input) ? TextBytes(input) : 0) + (root.TryGetProperty("instructions", out var first) ? TextBytes(first) : 0));
    });

    [Fact]
    public void Mutated_requests_never_throw_and_are_json_exactly_when_the_platform_says_so() => Property.Holds(json =>
    {
        var body = Bytes.Of(RandomResponses.Request(json));
        for (var i = 0; i < 20; i++)
        {
            var mutated = json.Mutate(body);
            if (!ResponsesRequestScanner.TryScan(mutated, out var scan, out var defect))
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
        JsonValueKind.Array => content.EnumerateArray().Sum(item => new[] { "text", "content", "output" }.Sum(name => item.TryGetProperty(name, out var inner) ? TextBytes(inner) : 0)),
        _ => 0,
    };

    private static ResponsesRequestScan Scan(byte[] body)
    {
        ResponsesRequestScanner.TryScan(body, out var scan, out var defect).ShouldBeTrue(defect?.Message);
        return scan;
    }
}
