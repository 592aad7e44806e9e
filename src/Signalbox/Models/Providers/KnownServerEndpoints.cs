using Signalbox.Admin;
using Signalbox.Identity;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Models.Providers;

/// <summary>The admin API of the servers that a provider's field <c>server</c> can name.</summary>
internal static class KnownServerEndpoints
{
    public static void MapKnownServers(this IEndpointRouteBuilder routes) =>
        routes.MapAdmin("/providers", "Providers").MapGet("/servers", List)
            .RequirePermission("providers:read").WithSummary("The OpenAI-compatible servers whose ways are known");

    private static KnownServers List() => new([.. ChatServers.All.Select(server => new KnownServer(server.Name, server.Title, server.Hosts))]);
}

/// <summary>The servers that a provider of the kind openai_compatible can be said to be.</summary>
internal sealed record KnownServers(IReadOnlyList<KnownServer> Servers);

/// <summary>A server whose ways are known.</summary>
/// <param name="Name">What <c>server</c> takes.</param>
/// <param name="Title">The name as its makers write it.</param>
/// <param name="Hosts">The hosts it is known by without being named; one that begins with a dot stands for all below it.</param>
internal sealed record KnownServer(string Name, string Title, IReadOnlyList<string> Hosts);
