using Signalbox.Routing.Health;
using Signalbox.Routing.Registry;

namespace Signalbox.Routing;

/// <summary>Route groups, and the space of names they share with models.</summary>
internal static class RoutingModule
{
    public static IServiceCollection AddRouteGroups(this IServiceCollection services) => services
        .AddSingleton<RouteGroupStore>()
        .AddSingleton<PromotionStore>()
        .AddSingleton<PrimaryHistory>()
        .AddSingleton<RouteGroupRegistry>()
        .AddSingleton<GroupRequirements>()
        .AddSingleton<HealthEvents>()
        .AddSingleton<HealthBook>()
        .AddSingleton<TargetBook>()
        .AddHostedService<StallWatch>();
}
