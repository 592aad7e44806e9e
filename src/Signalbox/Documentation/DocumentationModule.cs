using Signalbox.Documentation.Reference;
using Signalbox.Documentation.Site;

namespace Signalbox.Documentation;

/// <summary>What the gateway tells about itself to read: its OpenAPI document, and the documentation of the very version that runs.</summary>
internal static class DocumentationModule
{
    public static IServiceCollection AddDocumentation(this IServiceCollection services)
    {
        services.AddOpenApi(ApiDescription.DocumentName, ApiDescription.Configure);
        return services
            .AddSingleton<DocLibrary>()
            .AddSingleton<DocAssets>()
            .AddSingleton<DocLayout>()
            .AddSingleton<ApiReference>();
    }

    public static void MapDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApiDocument();
        routes.MapDocs();
    }
}
