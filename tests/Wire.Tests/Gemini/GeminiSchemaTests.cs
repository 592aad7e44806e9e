using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Signalbox.Wire.Gemini;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.Gemini;

public sealed class GeminiSchemaTests
{
    [Theory]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","additionalProperties":false}""", """{"type":"object","additionalProperties":false}""")]
    [InlineData("""{"definitions":{"a":{"const":1}},"$ref":"#/definitions/a","description":"d"}""", """{"$defs":{"a":{"enum":[1]}},"$ref":"#/$defs/a"}""")]
    [InlineData("""{"properties":{"const":{"const":"x","enum":["x","y"]},"definitions":true,"$schema":{"type":["string","null"]}}}""", """{"properties":{"const":{"enum":["x"]},"definitions":{},"$schema":{"type":["string","null"]}}}""")]
    [InlineData("""{"oneOf":[{"const":true},{"const":null}],"default":{"const":1},"enum":[{"const":1}]}""", """{"oneOf":[{"type":"boolean"},{"type":"null"}],"default":{"const":1},"enum":[{"const":1}]}""")]
    [InlineData("""{"items":{"const":2.50},"prefixItems":[{"const":"a"}],"additionalProperties":{"const":"b"}}""", """{"items":{"enum":[2.50]},"prefixItems":[{"enum":["a"]}],"additionalProperties":{"enum":["b"]}}""")]
    public void A_schema_is_written_without_what_Gemini_refuses(string schema, string written) => Write(schema).ShouldBe(written);

    [Fact]
    public void Deep_and_odd_schemas_give_valid_json() => Property.Holds(json =>
    {
        var schema = Messages.Json($$"""{"properties":{"a":{{json.Value()}}},"items":{{json.Value()}},"$ref":{{json.Value()}},"const":{{json.Value()}},"anyOf":[{{json.Value()}}]}""");

        Messages.Json(Write(schema.GetRawText())).ValueKind.ShouldBe(JsonValueKind.Object);
    });

    private static string Write(string schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            GeminiSchema.Write(Messages.Json(schema), writer);
        return Bytes.Text(buffer.WrittenSpan);
    }
}
