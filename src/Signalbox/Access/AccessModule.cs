using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Routing;

namespace Signalbox.Access;

/// <summary>The tenant tree, keys and grants.</summary>
internal static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<GrantStore>()
        .AddSingleton<TenantStore>()
        .AddSingleton<TenantReader>()
        .AddSingleton<TenantRegistry>()
        .AddSingleton<KeyStore>()
        .AddSingleton<KeyRegistry>()
        .AddSingleton(new TargetReferences(GrantStore.HoldersAsync));

    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapTenants();
        routes.MapKeys();
    }
}
