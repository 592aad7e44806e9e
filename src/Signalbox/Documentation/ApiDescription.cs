using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Signalbox.Documentation.DataPlane;
using Signalbox.Identity;
using Signalbox.Observability;

namespace Signalbox.Documentation;

/// <summary>What the OpenAPI document says besides the endpoints: title, how to sign in, what an operation needs.</summary>
internal static class ApiDescription
{
    /// <summary>The document's name.</summary>
    public const string DocumentName = "v1";

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddOperationTransformer(OperationNeeds.DescribeAsync);
        options.AddSchemaTransformer(ProblemSchema.DescribeAsync);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Signalbox",
                Version = BuildInfo.Version,
                Description = "The admin API and the data plane. Errors of the admin API are RFC 9457 problems with a stable `code`. Changes need `If-Match` with the ETag last read; creation takes an `Idempotency-Key`. "
                    + "Times are UTC, money is integer micro-USD. The data plane speaks the vendors' own APIs, whose references it links to.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["adminKey"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The admin key." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("adminKey", document)] = [] }];
            DataPlaneDescription.AddTo(document);
            return Task.CompletedTask;
        });
    }

    /// <summary>Serves the document at <c>/openapi/v1.json</c>.</summary>
    public static void MapOpenApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json").ServeEveryone();
}
