namespace Signalbox.Promotion;

/// <summary>Which model is the primary of a route group, and how that changes.</summary>
internal static class PromotionModule
{
    public static IServiceCollection AddPromotion(this IServiceCollection services) => services
        .AddSingleton<PrimaryPromotion>();
}
