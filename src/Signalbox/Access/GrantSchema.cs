using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Signalbox.Access;

/// <summary>Says in the OpenAPI document that a grant is a string or an object, which no schema can be made of by itself.</summary>
internal static class GrantSchema
{
    public static async Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonTypeInfo.ElementType != typeof(GrantDraft)) return;
        schema.Items = new OpenApiSchema
        {
            Description = "The name of a target, a wildcard (gpt-*) or tag:NAME alone, or with conditions as an object. What needs no object is read back as a string.",
            OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String },
                await context.GetOrCreateSchemaAsync(typeof(GrantFields), cancellationToken: cancellation),
            ],
        };
    }
}
