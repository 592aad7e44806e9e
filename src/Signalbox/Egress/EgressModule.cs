using System.Net;

namespace Signalbox.Egress;

/// <summary>
/// Registers the one way out. Whatever opens a connection in the gateway takes its handler from
/// <see cref="EgressHandlers"/>; nothing else may make an <see cref="HttpClient"/> or a socket.
/// </summary>
internal static class EgressModule
{
    public static IServiceCollection AddEgress(this IServiceCollection services) =>
        services.AddSingleton(new EgressHandlers(Dns.GetHostAddressesAsync));
}
