using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.Json;
using Signalbox.Wire.OpenAIEmbeddings;

namespace Wire.Tests.OpenAIEmbeddings;

public sealed class EmbeddingsRequestScannerTests
{
    [Theory]
    [InlineData("""{"model":"text-embedding-3-small","input":"hi"}""", "text-embedding-3-small")]
    [InlineData("""{ "input":[[1,2],[3]], "dimensions":256,"novel":{},"model" : "\u0061" }""", "a")]
    public void The_model_is_found_and_the_rest_is_the_upstream_s_affair(string body, string model)
    {
        EmbeddingsRequestScanner.TryScan(Bytes.Of(body), out var scan, out var defect).ShouldBeTrue(defect?.Message);

        var field = scan.Model;
        field.Read(Bytes.Of(body)).ShouldBe(model);
        var splice = BodySplice.WithModel(Bytes.Of(body), field, JsonText.Encode("up"));
        var sent = new byte[splice.TotalLength];
        splice.CopyTo(sent);
        JsonDocument.Parse(sent).RootElement.GetProperty("model").GetString().ShouldBe("up");
    }

    [Theory]
    [InlineData("\"base64\"", true)]
    [InlineData("\"float\"", false)]
    [InlineData("null", false)]
    [InlineData("[\"base64\"]", false)]
    public void How_the_numbers_are_wanted_is_found(string format, bool wantsBase64)
    {
        EmbeddingsRequestScanner.TryScan(Bytes.Of($$"""{"model":"m","encoding_format":{{format}},"input":"hi"}"""), out var scan, out _).ShouldBeTrue();

        scan.WantsBase64.ShouldBe(wantsBase64);
    }

    [Theory]
    [InlineData("", null, "\"model\" and \"input\"")]
    [InlineData("[]", null, "\"model\" and \"input\"")]
    [InlineData("""{"input":"x"}""", "model", "provide a \"model\"")]
    [InlineData("""{"model":"m"}""", "input", "provide an \"input\"")]
    [InlineData("""{"model":"m","input":7}""", "input", "must be a string or an array")]
    [InlineData("""{"model":"m","model":"n","input":"x"}""", "model", "more than once")]
    [InlineData("""{"model":"m","input":"x"} x""", null, "goes on after")]
    [InlineData("""{"model":"m","input":["x""", null, "ends too early")]
    public void What_is_wrong_is_named(string body, string? param, string words)
    {
        EmbeddingsRequestScanner.TryScan(Bytes.Of(body), out _, out var defect).ShouldBeFalse();

        (defect!.Param, defect.Message).ShouldSatisfyAllConditions(d => d.Param.ShouldBe(param), d => d.Message.ShouldContain(words));
    }

    [Fact]
    public void Nothing_throws_and_what_is_taken_is_json() => Property.Holds(json =>
    {
        var body = json.Mutate(Bytes.Of(json.Value(4)));

        if (EmbeddingsRequestScanner.TryScan(body, out _, out _)) Should.NotThrow(() => JsonDocument.Parse(body).Dispose());
    });
}
