using Signalbox.Alerts.Delivery;
using Signalbox.Alerts.Destinations;
using Signalbox.Alerts.Evaluation;
using Signalbox.Alerts.Rules;
using Signalbox.Alerts.Silences;
using Signalbox.Alerts.Slos;
using Signalbox.Alerts.Standing;

namespace Signalbox.Alerts;

/// <summary>What is worth telling somebody, who is told, and how the promises made to callers stand.</summary>
internal static class AlertsModule
{
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSingleton<AlertDestinationStore>()
        .AddSingleton<AlertDestinationRegistry>()
        .AddSingleton<AlertRuleStore>()
        .AddSingleton<AlertRuleRegistry>()
        .AddSingleton<SloStore>()
        .AddSingleton<SloRegistry>()
        .AddSingleton<AlertRegistries>()
        .AddSingleton<SloCountStore>()
        .AddSingleton<SloCounting>()
        .AddSingleton<SloReading>()
        .AddSingleton<SilenceStore>()
        .AddSingleton<AlertStore>()
        .AddSingleton<AlertCounts>()
        .AddProbes()
        .AddDelivery()
        .AddSingleton<AlertKeeper>()
        .AddSingleton<AlertWatch>()
        .AddHostedService(provider => provider.GetRequiredService<AlertWatch>());

    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        routes.MapAlertStandings();
        routes.MapAlertRules();
        routes.MapAlertDestinations();
        routes.MapAlertDeliveries();
        routes.MapAlertSilences();
        routes.MapSlos();
    }

    private static IServiceCollection AddProbes(this IServiceCollection services) => services
        .AddSingleton<SubjectNames>()
        .AddSingleton<LookStore>()
        .AddSingleton<SightingStore>()
        .AddHostedService<SightingReporter>()
        .AddSingleton<IAlertProbe, CallProbe>()
        .AddSingleton<IAlertProbe, LimitProbe>()
        .AddSingleton<IAlertProbe, ProviderProbe>()
        .AddSingleton<IAlertProbe, AnomalyProbe>()
        .AddSingleton<IAlertProbe, BurnRateProbe>()
        .AddSingleton<AlertProbes>();

    private static IServiceCollection AddDelivery(this IServiceCollection services) => services
        .AddSingleton<HookPost>()
        .AddSingleton<IDeliveryChannel, WebhookChannel>()
        .AddSingleton<IDeliveryChannel, SlackChannel>()
        .AddSingleton<IDeliveryChannel, MailChannel>()
        .AddSingleton<DeliveryChannels>()
        .AddSingleton<DeliveryStore>()
        .AddSingleton<DeliveryWorker>()
        .AddHostedService(provider => provider.GetRequiredService<DeliveryWorker>());
}
