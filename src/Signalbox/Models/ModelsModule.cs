using Signalbox.Models.Catalog;
using Signalbox.Models.Demo;
using Signalbox.Models.Probe;
using Signalbox.Models.Providers;
using Signalbox.Models.Registry;
using Signalbox.Models.Upstreams;
using Signalbox.Models.Upstreams.Credentials;
using Signalbox.Routing;

namespace Signalbox.Models;

/// <summary>The models pillar: providers, models, the catalog, and the connections to upstreams.</summary>
internal static class ModelsModule
{
    public static IServiceCollection AddModels(this IServiceCollection services, string dataDirectory) => services
        .AddSingleton(_ => ModelCatalog.Load(dataDirectory))
        .AddSingleton<ModelViews>()
        .AddSingleton(services => new MemberModels(async (transaction, name) =>
            await ModelStore.FindByNameAsync(transaction, name) is { } stored ? services.GetRequiredService<ModelViews>().ToModel(stored) : null))
        .AddSingleton<ModelStore>()
        .AddSingleton<ModelRegistry>()
        .AddSingleton<ProviderStore>()
        .AddSingleton<ProviderRegistry>()
        .AddSingleton<ProviderProbe>()
        .AddSingleton<UpstreamCredentials>()
        .AddSingleton<UpstreamPool>()
        .AddHostedService<HealthProbes>();

    public static void MapModelsPillar(this IEndpointRouteBuilder routes)
    {
        routes.MapProviders();
        routes.MapProviderTests();
        routes.MapKnownServers();
        routes.MapModels();
        routes.MapCatalog();
    }
}
