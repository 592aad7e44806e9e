using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Signalbox.Identity;

namespace Signalbox.Documentation;

/// <summary>Adds to each operation what it needs besides its parameters: a permission, an ETag.</summary>
internal static class OperationNeeds
{
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var description = context.Description;
        var required = description.ActionDescriptor.EndpointMetadata.OfType<RequiredPermission>().LastOrDefault();
        if (required is { Name: { } permission }) operation.Description = Join(operation.Description, $"Needs the permission `{permission}`.");
        else operation.Security = [];

        // A filter that may be repeated may be left out too; the generator of the endpoints' code calls every array required.
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            if (parameter is { In: ParameterLocation.Query, Schema.Type: { } type } && type.HasFlag(JsonSchemaType.Array)) parameter.Required = false;

        var path = description.RelativePath ?? "";
        if (!path.StartsWith("admin/api/", StringComparison.Ordinal) && !path.StartsWith("ui/api/", StringComparison.Ordinal)) return Task.CompletedTask;
        // Optional in the schema, so that a generated client may set it once for all calls; the gateway answers 428 without it.
        if (description.HttpMethod is "PATCH" or "PUT" or "DELETE" && path.Contains('{', StringComparison.Ordinal) || path.EndsWith("/{id}/rotate", StringComparison.Ordinal))
            AddHeader(operation, "If-Match", "The object's ETag as last read. Without it the answer is 428, with a stale one 412.");
        else if (path == "admin/api/configuration/apply")
            AddHeader(operation, "If-Match", "The ETag of a dry run. Where anything was changed since, the answer is 412; without it, what stands is what counts.");
        if (description.HttpMethod is not "GET" && !IsChangeless(path))
            AddHeader(operation, "x-signalbox-reason", "Why, in one line of up to 500 characters, UTF-8; kept with the audit events of the change.");
        return Task.CompletedTask;
    }

    private static bool IsChangeless(string path) => path == "admin/api/session" || path.EndsWith("/test", StringComparison.Ordinal) || path.EndsWith("/preview", StringComparison.Ordinal);

    private static string Join(string? first, string second) => string.IsNullOrEmpty(first) ? second : $"{first} {second}";

    private static void AddHeader(OpenApiOperation operation, string name, string description) => (operation.Parameters ??= []).Add(new OpenApiParameter
    {
        Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    });
}
