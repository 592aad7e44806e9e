using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Limits;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Access;

/// <summary>Random registries with everything that access and limits depend on: few names, so that rules meet.</summary>
internal static class RandomTenants
{
    /// <summary>The times grants end at lie around it.</summary>
    public const long Now = 1_000_000;

    private static readonly string[] Names = ["gpt-4", "gpt-5", "gpt-5-mini", "claude", "claude-mini", "local", "mini"];
    private static readonly string[] Tags = ["fast", "prod", "beta"];
    private static readonly string[] Patterns = ["*", "gpt-*", "*-mini", "gpt-*-*", "c*e*", "nothing-*", "tag:fast", "tag:prod", "tag:beta", "tag:nobody", "retired"];
    private static readonly AssetKind[] OtherKinds = [AssetKind.McpServer, AssetKind.Tool, AssetKind.Toolbox, AssetKind.Agent];
    private static readonly string?[] Places = [null, "dev", "staging", "prod"];

    public static RegistryState Make(Random random)
    {
        var scopes = new List<ScopeRow>();
        var keys = new List<KeyRow>();
        for (var o = 0; o < 2; o++)
        {
            var organization = $"o{o}";
            scopes.Add(new(ScopeKind.Organization, organization, null, organization, AccessMode.Inherit, AllGrants(random, 4),
                Enforcement: (AccessEnforcement)random.Next(2), Limits: Limits(random)));
            for (var u = 0; u < 2; u++) scopes.Add(Level(random, ScopeKind.User, $"{organization}u{u}", organization));
            for (var t = 0; t < 2; t++)
            {
                var team = $"{organization}t{t}";
                scopes.Add(Level(random, ScopeKind.Team, team, organization));
                scopes.Add(Level(random, ScopeKind.Project, $"{team}p", team) with { Environment = Pick(random, Places), LegacyModels = null });
                for (var k = 0; k < 3; k++)
                {
                    var inProject = random.Next(2) == 0;
                    keys.Add(new KeyRow
                    {
                        Id = $"{team}k{k}", Name = $"{team}k{k}", Prefix = "sb-12345", Hash = Snapshots.Registry.HashOf(keys.Count).ToString(),
                        TeamId = inProject ? null : team, ProjectId = inProject ? $"{team}p" : null,
                        UserId = random.Next(2) == 0 ? $"{organization}u{random.Next(2)}" : null,
                        Environment = Pick(random, Places), Mode = (AccessMode)random.Next(2), Grants = AllGrants(random, 3), LegacyModels = Legacy(random),
                        Policies = Policies(random), Limits = Limits(random),
                    });
                }
            }
        }
        return new RegistryState
        {
            Version = 1,
            Models = [.. Names.Take(5).Select((name, i) => new Model { Id = $"m{i}", Name = name, Enabled = random.Next(6) > 0, Tags = Some(random, Tags) })],
            RouteGroups = [.. Names.Skip(5).Select((name, i) => new RouteGroup { Id = $"g{i}", Key = name, Enabled = random.Next(6) > 0, Tags = Some(random, Tags) })],
            OtherAssets = [.. OtherKinds.SelectMany(_ => Names, (kind, name) => new AssetRow(kind, name, Some(random, Tags))).Where(_ => random.Next(4) > 0)],
            Scopes = scopes,
            Keys = keys,
        };
    }

    /// <summary>The same rows in another order.</summary>
    public static RegistryState Shuffle(Random random, RegistryState state) => state with
    {
        Models = Mixed(random, state.Models),
        RouteGroups = Mixed(random, state.RouteGroups),
        OtherAssets = Mixed(random, state.OtherAssets),
        Scopes = [.. Mixed(random, state.Scopes).Select(s => s with { Grants = Mixed(random, s.Grants) })],
        Keys = [.. Mixed(random, state.Keys).Select(k => k with { Grants = Mixed(random, k.Grants) })],
    };

    /// <summary>Grants of callable targets, and in half of the cases of other kinds besides.</summary>
    public static IReadOnlyList<Grant> AllGrants(Random random, int most) =>
        [.. Grants(random, most), .. OtherKinds.Where(_ => random.Next(2) == 0).SelectMany(kind => Grants(random, most, kind))];

    /// <summary>Grants of one kind.</summary>
    public static IReadOnlyList<Grant> Grants(Random random, int most, AssetKind kind = AssetKind.CallableTarget) =>
    [
        .. Enumerable.Range(0, random.Next(most + 1)).Select(_ => Pick(random, [.. Names, .. Patterns])).Distinct().Select(asset => new Grant(asset)
        {
            Kind = kind,
            ExpiresAt = random.Next(3) == 0 ? Now + random.Next(-2, 3) : null,
            Environments = random.Next(3) == 0 ? (Environments)random.Next(8) : Environments.None,
        }),
    ];

    private static ScopeRow Level(Random random, ScopeKind kind, string id, string parent) =>
        new(kind, id, parent, id, (AccessMode)random.Next(2), AllGrants(random, 3), LegacyModels: Legacy(random), Policies: Policies(random), Limits: Limits(random));

    private static AccessPolicy[] Policies(Random random) =>
        [.. OtherKinds.Where(_ => random.Next(2) == 0).Select(kind => new AccessPolicy(kind, (AccessMode)random.Next(2)))];

    private static ScopeLimits? Limits(Random random) => random.Next(3) > 0 ? null : new(
        [
            .. Some(random, [null, "gpt-5", "local", "retired"]).Select(asset => new LimitRule
            {
                Measure = LimitMeasure.Requests, Period = LimitPeriod.Minute, Amount = random.Next(1, 100), Asset = asset,
            }),
        ], Exempt: random.Next(4) == 0);

    private static string[]? Legacy(Random random) => random.Next(3) > 0 ? null : Some(random, [.. Names, "retired"]);

    private static T[] Some<T>(Random random, T[] from) => [.. from.Where(_ => random.Next(3) == 0)];

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private static T[] Mixed<T>(Random random, IReadOnlyList<T> list)
    {
        T[] mixed = [.. list];
        random.Shuffle(mixed);
        return mixed;
    }
}
