using System.Text.Json.Nodes;
using Signalbox.Wire;
using Signalbox.Wire.Json;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesRequestSpliceTests
{
    private const string Input = "\"input\":[{\"role\":\"user\",\"content\":\"model\"}]";

    [Theory]
    [InlineData("{ \"model\" : \"a\" ,@ , \"x\":1.50}", "{ \"model\" : \"up\" ,@ , \"x\":1.50}")]
    [InlineData("{@,\"model\":\"\\u0061\"}", "{@,\"model\":\"up\"}")]
    public void Only_the_model_changes(string body, string expected)
    {
        var bytes = Bytes.Of(body.Replace("@", Input));
        ResponsesRequestScanner.TryScan(bytes, out var scan, out _).ShouldBeTrue();

        var splice = BodySplice.WithModel(bytes, scan.Model, JsonText.Encode("up"));

        Bytes.Text(Splices.Concatenate(splice)).ShouldBe(expected.Replace("@", Input));
        splice.SegmentCount.ShouldBe(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("up")]
    [InlineData("\"\"")]
    public void A_replacement_that_is_no_string_token_is_refused(string token)
    {
        var body = Bytes.Of($$"""{"model":"m",{{Input}}}""");
        ResponsesRequestScanner.TryScan(body, out var scan, out _).ShouldBeTrue();

        Should.Throw<ArgumentException>(() => BodySplice.WithModel(body, scan.Model, Bytes.Of(token)));
    }

    [Fact]
    public void Splicing_allocates_nothing()
    {
        var body = Bytes.Of($$"""{"model":"m","stream":true,{{Input}}}""");
        ReadOnlyMemory<byte> upstream = JsonText.Encode("up");
        ResponsesRequestScanner.TryScan(body, out var scan, out _).ShouldBeTrue();

        Allocations.PerCall(() => BodySplice.WithModel(body, scan.Model, upstream)).ShouldBe(0);
    }

    [Fact]
    public void Any_request_parses_to_the_same_but_for_the_model() => Property.Holds(json =>
    {
        var source = RandomResponses.Request(json);
        var body = Bytes.Of(source);
        ResponsesRequestScanner.TryScan(body, out var scan, out var defect).ShouldBeTrue(defect?.Message);

        var spliced = Splices.Concatenate(BodySplice.WithModel(body, scan.Model, JsonText.Encode("up/stream \"x\"")));

        var expected = JsonNode.Parse(body)!.AsObject();
        expected["model"] = "up/stream \"x\"";
        JsonNode.DeepEquals(JsonNode.Parse(spliced), expected).ShouldBeTrue(source);
    });
}
