namespace Signalbox.Configuration;

/// <summary>Settings, the YAML configuration, and what a first start sets up.</summary>
internal static class ConfigurationModule
{
    public static IServiceCollection AddConfiguration(this IServiceCollection services, GatewaySettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<ConfigurationApply>()
        .AddSingleton<StartConfiguration>()
        .AddSingleton<FirstStart>()
        .AddSingleton<Greeting>();
}
