using Signalbox.Promotion.Canary;
using Signalbox.Promotion.Shadow;
using Signalbox.Promotion.Watch;

namespace Signalbox.Promotion;

/// <summary>Which model is the primary of a route group, and how that changes.</summary>
internal static class PromotionModule
{
    public static IServiceCollection AddPromotion(this IServiceCollection services) => services
        .AddSingleton<PrimaryPromotion>()
        .AddSingleton<ShadowPairs>()
        .AddSingleton<ShadowPairStore>()
        .AddSingleton<ShadowBudgets>()
        .AddSingleton<ShadowReport>()
        .AddSingleton<ShadowPairWriter>()
        .AddHostedService(provider => provider.GetRequiredService<ShadowPairWriter>())
        .AddSingleton<CanaryStore>()
        .AddSingleton<CanaryTraffic>()
        .AddSingleton<CanaryProgress>()
        .AddSingleton<CanaryCounts>()
        .AddSingleton<CanaryWatch>()
        .AddHostedService(provider => provider.GetRequiredService<CanaryWatch>())
        .AddSingleton<PrimaryWatch>()
        .AddHostedService(provider => provider.GetRequiredService<PrimaryWatch>());
}
