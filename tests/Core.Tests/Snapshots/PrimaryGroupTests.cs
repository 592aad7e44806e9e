using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Snapshots;

/// <summary>What a group of strategy primary is compiled to, also of rows that no gateway would write.</summary>
public class PrimaryGroupTests
{
    private static readonly RequestShape Plain = new(ModelCapabilities.Chat, ModelCapabilities.None, 100, null);

    [Fact]
    public void The_primary_serves_first_then_the_shadows_as_they_are_written() =>
        Order(null, new("small", Id: "3", Status: RegistryStatus.Shadow), new("large", Id: "2", Status: RegistryStatus.Primary)).ShouldBe(["large", "small"]);

    [Fact]
    public void A_fallback_says_who_serves_after_the_primary_and_an_empty_one_that_no_member_does()
    {
        RouteGroupMember[] members = [new("small", Id: "1", Status: RegistryStatus.Primary), new("large", Id: "2", Status: RegistryStatus.Shadow), new("third", Id: "3", Status: RegistryStatus.Shadow)];

        Order(["third", "large"], members).ShouldBe(["small", "third", "large"]);
        Order(["third"], members).ShouldBe(["small", "third"]);
        Order([], members).ShouldBe(["small"]);
    }

    [Fact]
    public void Of_two_primaries_the_oldest_wins_and_the_other_is_a_fallback()
    {
        RouteGroupMember[] members = [new("small", Id: "2", Status: RegistryStatus.Primary), new("large", Id: "1", Status: RegistryStatus.Primary)];

        Order(null, members).ShouldBe(["large", "small"]);
        Compile(null, members).RegistryPrimary!.Deployments[0].Deployment.UpstreamModel.ShouldBe("large");
    }

    [Fact]
    public void Retired_entries_and_statuses_of_no_meaning_never_serve() =>
        Order(null, new("small", Id: "1", Status: RegistryStatus.Retired), new("large", Id: "2", Status: RegistryStatus.Unknown), new("third", Id: "3", Status: RegistryStatus.Shadow)).ShouldBe(["third"]);

    [Fact]
    public void Without_a_primary_that_may_serve_the_others_do()
    {
        var group = Compile(null, new RouteGroupMember("off", Id: "1", Status: RegistryStatus.Primary), new("large", Id: "2", Status: RegistryStatus.Shadow), new("nowhere", Id: "3", Status: RegistryStatus.Shadow));

        group.RegistryPrimary.ShouldBeNull();
        group.Members.Count.ShouldBe(1);
    }

    [Fact]
    public void An_empty_registry_compiles_to_a_group_that_leads_nowhere() => Compile(null).Members.ShouldBeEmpty();

    [Fact]
    public void A_primary_whose_translation_leaves_something_out_still_serves_first()
    {
        var shape = Plain with { OutputTokens = 9_000 };
        var target = Compile(null, new RouteGroupMember("bounded", Id: "1", Status: RegistryStatus.Primary), new("small", Id: "2", Status: RegistryStatus.Shadow));

        Names(target, shape).ShouldBe(["bounded", "small"]);
    }

    [Fact]
    public void Any_rows_at_all_compile() => Property.Holds(random =>
    {
        string[] names = ["small", "large", "third", "off", "nowhere"];
        RouteGroupMember[] members =
            [.. Enumerable.Range(0, random.Next(6)).Select(_ => new RouteGroupMember(names[random.Next(5)], random.Next(-1, 2), 0, $"{random.Next(4)}", (RegistryStatus)random.Next(4)))];
        var fallback = random.Next(3) == 0 ? null : Enumerable.Range(0, random.Next(3)).Select(_ => names[random.Next(5)]).ToArray();

        var target = Compile(fallback, members);

        Names(target, Plain).ShouldBeUnique();
        if (target.RegistryPrimary is { } primary) target.Members[0].ShouldBeSameAs(primary);
    });

    private static IEnumerable<string> Order(IReadOnlyList<string>? fallback, params RouteGroupMember[] members) => Names(Compile(fallback, members), Plain);

    private static string[] Names(CallableTarget target, RequestShape shape)
    {
        var order = new RouteDeployment[16];
        var count = target.Members.Count == 0 ? 0 : RouteOrder.Write(target, new RouteAsk(shape, () => 0.5), order);
        return [.. order[..count].Select(deployment => deployment.Deployment.UpstreamModel)];
    }

    private static CallableTarget Compile(IReadOnlyList<string>? fallback, params RouteGroupMember[] members)
    {
        var state = new RegistryState
        {
            Version = 1,
            Providers =
            [
                new Provider { Id = "p", Name = "p", Kind = ProviderKind.OpenAI, BaseUrl = "https://p.example/v1" },
                new Provider { Id = "q", Name = "q", Kind = ProviderKind.Anthropic, BaseUrl = "https://q.example" },
            ],
            Models =
            [
                .. new[] { "small", "large", "third", "off", "bounded" }.Select(name => new Model
                {
                    Id = name, Name = name, Enabled = name != "off",
                    Deployments = [new Deployment { Id = name, ProviderId = name == "bounded" ? "q" : "p", UpstreamModel = name, OutputTokens = name == "bounded" ? 4_000 : null }],
                }),
            ],
            RouteGroups = [new RouteGroup { Id = "g", Key = "group", Strategy = RouteStrategy.Primary, Members = members, Fallback = fallback }],
        };
        return SnapshotCompiler.Compile(state).FindTarget("group")!;
    }
}
