using System.Text.Json.Nodes;
using Signalbox.Wire.Json;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

public sealed class ChatRequestSpliceTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    [Theory]
    [InlineData("{ \"model\" : \"a\" ,@ , \"x\":1.50}", "{ \"model\" : \"up\" ,@ , \"x\":1.50}")]
    [InlineData("{@,\"model\":\"a\"}", "{@,\"model\":\"up\"}")]
    [InlineData("{@,\"model\":\"a\",\"stream\":false}", "{@,\"model\":\"up\",\"stream\":false}")]
    [InlineData("{@,\"model\":\"a\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}", "{@,\"model\":\"up\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}")]
    public void Only_the_model_changes_when_no_usage_must_be_asked_for(string body, string expected)
    {
        var splice = Splice(body, requestUsage: true, out var text);

        text.ShouldBe(expected.Replace("@", Messages));
        splice.AddsUsageRequest.ShouldBeFalse();
        splice.Body.SegmentCount.ShouldBe(3);
    }

    [Theory]
    [InlineData("{\"stream\":true,\"model\":\"a\",@}", "{\"stream\":true,\"model\":\"up\",\"stream_options\":{\"include_usage\":true},@}")]
    [InlineData("{\"stream\":true,@,\"model\":\"a\" }", "{\"stream\":true,@,\"model\":\"up\",\"stream_options\":{\"include_usage\":true} }")]
    [InlineData("{\"stream_options\": null ,\"stream\":true,\"model\":\"a\",@}", "{\"stream_options\": {\"include_usage\":true} ,\"stream\":true,\"model\":\"up\",@}")]
    [InlineData("{\"stream\":true,\"model\":\"a\",@,\"stream_options\":{ }}", "{\"stream\":true,\"model\":\"up\",@,\"stream_options\":{\"include_usage\":true }}")]
    [InlineData("{\"stream\":true,\"model\":\"a\",@,\"stream_options\":{ \"x\":1}}", "{\"stream\":true,\"model\":\"up\",@,\"stream_options\":{\"include_usage\":true, \"x\":1}}")]
    [InlineData("{\"stream_options\":{\"include_usage\": false,\"x\":1},\"stream\":true,\"model\":\"a\",@}", "{\"stream_options\":{\"include_usage\": true,\"x\":1},\"stream\":true,\"model\":\"up\",@}")]
    [InlineData("{\"stream_options\":{\"include_usage\":null},\"stream\":true,\"model\":\"a\",@}", "{\"stream_options\":{\"include_usage\":true},\"stream\":true,\"model\":\"up\",@}")]
    public void Usage_is_asked_for_wherever_stream_options_stands(string body, string expected)
    {
        var splice = Splice(body, requestUsage: true, out var text);

        text.ShouldBe(expected.Replace("@", Messages));
        splice.AddsUsageRequest.ShouldBeTrue();
        splice.Body.SegmentCount.ShouldBeLessThanOrEqualTo(5);

        Splice(body, requestUsage: false, out text).AddsUsageRequest.ShouldBeFalse();
        text.ShouldBe(body.Replace("@", Messages).Replace("\"a\"", "\"up\""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("up")]
    [InlineData("\"\"")]
    public void A_replacement_that_is_no_string_token_is_refused(string token)
    {
        var body = Bytes.Of($$"""{"model":"m",{{Messages}}}""");
        ChatRequestScanner.TryScan(body, out var scan, out _).ShouldBeTrue();

        Should.Throw<ArgumentException>(() => ChatRequestSplice.Create(body, scan, Bytes.Of(token), requestUsage: false));
    }

    [Fact]
    public void Splicing_allocates_nothing()
    {
        var body = Bytes.Of($$"""{"model":"m","stream":true,{{Messages}},"stream_options":null}""");
        ReadOnlyMemory<byte> upstream = JsonText.Encode("up");
        ChatRequestScanner.TryScan(body, out var scan, out _).ShouldBeTrue();

        Allocations.PerCall(() => ChatRequestSplice.Create(body, scan, upstream, requestUsage: true)).ShouldBe(0);
    }

    [Fact]
    public void Any_request_parses_to_the_same_but_for_the_named_fields() => Property.Holds(json =>
    {
        var source = RandomRequest.Write(json);
        var body = Bytes.Of(source);
        ChatRequestScanner.TryScan(body, out var scan, out var defect).ShouldBeTrue(defect?.Message);
        var splice = ChatRequestSplice.Create(body, scan, JsonText.Encode("up/stream \"x\""), requestUsage: true);
        var spliced = Splices.Concatenate(splice.Body);

        var expected = JsonNode.Parse(body)!.AsObject();
        expected["model"] = "up/stream \"x\"";
        if (scan.Stream && !scan.IncludeUsage)
        {
            splice.AddsUsageRequest.ShouldBeTrue();
            if (expected["stream_options"] is not JsonObject)
                expected["stream_options"] = new JsonObject();
            expected["stream_options"]!["include_usage"] = true;
        }

        JsonNode.DeepEquals(JsonNode.Parse(spliced), expected).ShouldBeTrue(source);
        ChatRequestScanner.TryScan(spliced, out var again, out defect).ShouldBeTrue(defect?.Message);
        again.ReadModel(spliced).ShouldBe("up/stream \"x\"");
        again.IncludeUsage.ShouldBe(scan.IncludeUsage || scan.Stream);
    });

    [Fact]
    public void The_pieces_of_the_body_are_the_body_itself_in_order() => Property.Holds(json =>
    {
        var body = Bytes.Of(RandomRequest.Write(json));
        ChatRequestScanner.TryScan(body, out var scan, out _).ShouldBeTrue();
        var splice = ChatRequestSplice.Create(body, scan, JsonText.Encode("up"), requestUsage: true).Body;

        var from = 0;
        var kept = 0;
        for (var i = 0; i < splice.SegmentCount; i++)
        {
            System.Runtime.InteropServices.MemoryMarshal.TryGetArray(splice[i], out var segment).ShouldBeTrue();
            if (segment.Array != body)
                continue;
            segment.Offset.ShouldBeGreaterThanOrEqualTo(from);
            from = segment.Offset + segment.Count;
            kept += segment.Count;
        }

        var removed = body.Length - kept;
        removed.ShouldBeInRange(scan.ModelToken.Length, scan.ModelToken.Length + "false".Length);
    });

    private static ChatRequestSplice Splice(string body, bool requestUsage, out string text)
    {
        var bytes = Bytes.Of(body.Replace("@", Messages));
        ChatRequestScanner.TryScan(bytes, out var scan, out var defect).ShouldBeTrue(defect?.Message);
        var splice = ChatRequestSplice.Create(bytes, scan, JsonText.Encode("up"), requestUsage);
        text = Bytes.Text(Splices.Concatenate(splice.Body));
        return splice;
    }
}
