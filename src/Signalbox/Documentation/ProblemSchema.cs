using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Signalbox.Documentation;

/// <summary>Adds our own members to the schema of problems (RFC 9457).</summary>
internal static class ProblemSchema
{
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonTypeInfo.Type != typeof(ProblemDetails) || context.JsonPropertyInfo is not null) return Task.CompletedTask;
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties.Remove("instance");
        schema.Properties["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable word for this kind of problem, for example already-exists." };
        schema.Properties["request_id"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The id in x-request-id; the log and the audit trail know it." };
        schema.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Messages per field of the body, in the API's words (access.grants[2]).",
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        };
        return Task.CompletedTask;
    }
}
