namespace Signalbox.Identity;

/// <summary>Who may use the control plane.</summary>
internal static class IdentityModule
{
    public static IServiceCollection AddIdentity(this IServiceCollection services) => services
        .AddSingleton<AdminKey>()
        .AddSingleton<CallerKeys>()
        .AddSingleton<ConsoleSessions>()
        .AddSingleton<SignInThrottle>();
}
