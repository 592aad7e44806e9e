using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Signalbox.Access;

/// <summary>Says in the OpenAPI document that a grant is a string or an object.</summary>
internal static class GrantSchema
{
    public static async Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonTypeInfo.Type != typeof(GrantDraft)) return;
        schema.Description = "A grant: the name of a target, a wildcard (gpt-*) or tag:NAME alone, or with conditions as an object. "
            + "What needs no object is read back as a string.";
        schema.OneOf =
        [
            new OpenApiSchema { Type = JsonSchemaType.String },
            await context.GetOrCreateSchemaAsync(typeof(GrantFields), cancellationToken: cancellation),
        ];
    }
}
