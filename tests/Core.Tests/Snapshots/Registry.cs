using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Snapshots;

/// <summary>A small registry to vary: organization acme, team web, project shop, user ana; models small and large, group both.</summary>
internal static class Registry
{
    public static KeyHash HashOf(int n) => new([.. Enumerable.Range(0, 32).Select(i => (byte)(n + i))]);

    public static KeyRow Key(int n = 1) => new()
    {
        Id = $"key{n}",
        Name = $"key-{n}",
        Prefix = "sb-12345",
        Hash = HashOf(n).ToString(),
        ProjectId = "shop",
        UserId = "ana",
    };

    public static RegistryState State(params KeyRow[] keys) => new()
    {
        Version = 7,
        Providers =
        [
            new Provider { Id = "p1", Name = "one", Kind = ProviderKind.OpenAI, BaseUrl = "https://one.example/v1" },
            new Provider { Id = "p2", Name = "two", Kind = ProviderKind.OpenAICompatible, BaseUrl = "https://two.example/v1" },
        ],
        Models =
        [
            new Model { Id = "m1", Name = "small", Deployments = [Deployment("d1", "p1"), Deployment("d2", "p2") with { Priority = 1 }] },
            new Model { Id = "m2", Name = "large", Deployments = [Deployment("d3", "p2")] },
            new Model { Id = "m3", Name = "off", Enabled = false, Deployments = [Deployment("d4", "p1")] },
        ],
        RouteGroups = [new RouteGroup { Id = "g1", Key = "both", Strategy = RouteStrategy.Weighted, Members = [new("small", 80), new("large", 20)] }],
        Scopes =
        [
            new(ScopeKind.Organization, "acme", null, "acme", AccessMode.Inherit, Grants("small", "both")),
            new(ScopeKind.Team, "web", "acme", "web", AccessMode.Restrict, Grants("small", "both")),
            new(ScopeKind.Project, "shop", "web", "shop", AccessMode.Restrict, Grants("small"), "prod"),
            new(ScopeKind.User, "ana", "acme", "ana", AccessMode.Inherit, []),
        ],
        Keys = keys,
    };

    public static IReadOnlyList<Grant> Grants(params string[] assets) => [.. assets.Select(asset => new Grant(asset))];

    private static Deployment Deployment(string id, string provider) => new() { Id = id, ProviderId = provider, UpstreamModel = $"up-{id}" };
}
