using Microsoft.OpenApi;

namespace Signalbox.Documentation.DataPlane;

/// <summary>The shapes that errors have, so that SDKs raise their own exception types.</summary>
internal static class ErrorSchema
{
    /// <summary>OpenAI's (https://platform.openai.com/docs/guides/error-codes).</summary>
    public static OpenApiSchema OfOpenAI() => Object("An error in OpenAI's shape.", new()
    {
        ["error"] = Object("What went wrong.", new()
        {
            ["message"] = Text("For people: what is wrong and the remedy."),
            ["type"] = Text("OpenAI's kind of error, for example invalid_request_error."),
            ["param"] = Text("The field at fault.", orNull: true),
            ["code"] = Text("Stable word to act on.", orNull: true),
        }),
    });

    /// <summary>Anthropic's (https://docs.anthropic.com/en/api/errors), with our code beside its own fields.</summary>
    public static OpenApiSchema OfAnthropic() => Object("An error in Anthropic's shape.", new()
    {
        ["type"] = Text("Always error."),
        ["error"] = Object("What went wrong.", new()
        {
            ["type"] = Text("Anthropic's kind of error, for example permission_error."),
            ["message"] = Text("For people: what is wrong and the remedy."),
            ["code"] = Text("Stable word to act on.", orNull: true),
        }),
        ["request_id"] = Text("The id in x-request-id."),
    });

    private static OpenApiSchema Object(string description, Dictionary<string, IOpenApiSchema> properties) =>
        new() { Type = JsonSchemaType.Object, Description = description, Properties = properties, Required = properties.Keys.ToHashSet(StringComparer.Ordinal) };

    private static OpenApiSchema Text(string description, bool orNull = false) =>
        new() { Type = orNull ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String, Description = description };
}
