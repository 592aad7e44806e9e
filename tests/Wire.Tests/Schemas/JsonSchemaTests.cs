using System.Text.Json;

namespace Wire.Tests.Schemas;

public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "\"a\"", "1")]
    [InlineData("""{"type":"integer"}""", "1", "1.5")]
    [InlineData("""{"type":["number","null"]}""", "null", "\"1\"")]
    [InlineData("""{"type":"boolean"}""", "false", "0")]
    [InlineData("""{"type":"string","nullable":true}""", "null", "[]")]
    [InlineData("""{"enum":["a",null]}""", "null", "\"b\"")]
    [InlineData("""{"const":1}""", "1", "2")]
    [InlineData("""{"required":["a"]}""", """{"a":null}""", "{}")]
    [InlineData("""{"properties":{"a":{"type":"object"}}}""", """{"b":1}""", """{"a":1}""")]
    [InlineData("""{"properties":{"a":true},"additionalProperties":false}""", """{"a":1}""", """{"b":1}""")]
    [InlineData("""{"additionalProperties":{"type":"string"}}""", """{"a":"b"}""", """{"a":1}""")]
    [InlineData("""{"propertyNames":{"maxLength":1}}""", """{"a":1}""", """{"ab":1}""")]
    [InlineData("""{"maxProperties":1}""", """{"a":1}""", """{"a":1,"b":1}""")]
    [InlineData("""{"items":{"type":"array"}}""", "[[]]", "[[],1]")]
    [InlineData("""{"minItems":1,"maxItems":2}""", "[1]", "[]")]
    [InlineData("""{"minItems":1,"maxItems":2}""", "[1,2]", "[1,2,3]")]
    [InlineData("""{"minimum":0,"maximum":2}""", "2", "2.1")]
    [InlineData("""{"minimum":0,"maximum":2}""", "0", "-1")]
    [InlineData("""{"minLength":1,"maxLength":2}""", "\"😀😀\"", "\"\"")]
    [InlineData("""{"pattern":"^a"}""", "\"ab\"", "\"b\"")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "null", "1")]
    [InlineData("""{"oneOf":[{"type":"number"},{"type":"integer"}]}""", "1.5", "1")]
    [InlineData("""{"allOf":[{"required":["a"]},{"required":["b"]}]}""", """{"a":1,"b":1}""", """{"a":1}""")]
    [InlineData("""{"$ref":"#/components/schemas/Other"}""", "\"other\"", "\"no\"")]
    public void Each_keyword_lets_pass_and_refuses(string schema, string fit, string unfit)
    {
        Errors(schema, fit).ShouldBeEmpty();
        Errors(schema, unfit).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"dependentRequired":{}}""")]
    [InlineData("""{"type":"date"}""")]
    [InlineData("""{"$ref":"#/components/schemas/Missing"}""")]
    public void What_is_not_checked_does_not_seem_so(string schema) => Should.Throw<NotSupportedException>(() => Errors(schema, "{}"));

    [Fact]
    public void The_branch_that_was_meant_tells_what_is_wrong() =>
        Errors(
            """{"anyOf":[{"properties":{"type":{"const":"a"}}},{"properties":{"type":{"const":"b"}},"required":["x","y"]},{"type":"null"}]}""",
            """{"type":"b"}""").ShouldBe(["$.x is missing", "$.y is missing"]);

    private static IReadOnlyList<string> Errors(string schema, string value) =>
        JsonSchemaDocument.Parse($$"""{"components":{"schemas":{"Other":{"const":"other"},"Tested":{{schema}} } } }""").Errors("Tested", JsonElement.Parse(value));
}
