using Microsoft.AspNetCore.OpenApi;
using Signalbox.Access.Changes;
using Signalbox.Access.Decisions;
using Signalbox.Access.Keys;
using Signalbox.Access.Migration;
using Signalbox.Access.Tenants;
using Signalbox.Routing;

namespace Signalbox.Access;

/// <summary>The tenant tree, keys and grants, and what comes of them.</summary>
internal static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<GrantStore>()
        .AddSingleton<GrantMatches>()
        .AddSingleton<TenantStore>()
        .AddSingleton<TenantReader>()
        .AddSingleton<TenantRegistry>()
        .AddSingleton<KeyStore>()
        .AddSingleton<KeyRegistry>()
        .AddSingleton<MigrationReader>()
        .AddSingleton<MigrationBackfill>()
        .AddSingleton<AccessPreview>()
        .AddSingleton<AccessBulk>()
        .AddSingleton(new TargetReferences(GrantStore.HoldersAsync))
        .ConfigureAll<OpenApiOptions>(options => options.AddSchemaTransformer(GrantSchema.DescribeAsync));

    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapTenants();
        routes.MapKeys();
        routes.MapKeyResponses();
        routes.MapDecisions();
        routes.MapMigration();
        routes.MapChanges();
    }
}
