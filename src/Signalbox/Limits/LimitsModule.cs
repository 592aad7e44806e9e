using Signalbox.Core.Limits;

namespace Signalbox.Limits;

/// <summary>How much callers may take: rates, quotas, calls at once, budgets.</summary>
internal static class LimitsModule
{
    public static IServiceCollection AddLimits(this IServiceCollection services, LimitsOptions options) => services
        .AddSingleton(options)
        .AddSingleton<LimitLedgers>()
        .AddSingleton<LimitCounts>()
        .AddSingleton<SharedAllowance>()
        .AddSingleton<LoweredCostStore>()
        .AddSingleton<BudgetCorrections>()
        .AddSingleton<LimitQueues>()
        .AddSingleton<LimitGate>()
        .AddSingleton<OpeningBalances>()
        .AddSingleton<LimitCheckpointFile>()
        .AddSingleton<LimitOpening>()
        .AddSingleton<LimitCoordination>()
        .AddSingleton<OwnUsage>()
        .AddHostedService(provider => provider.GetRequiredService<LimitOpening>())
        .AddHostedService(provider => provider.GetRequiredService<LimitCoordination>());

    public static void MapLimits(this IEndpointRouteBuilder routes) => routes.MapLimitExplanations();
}
