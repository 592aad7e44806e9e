using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;
using Signalbox.Snapshots;
using Testing.Files;

namespace Gateway.Tests.Access;

public sealed class SnapshotCopyTests
{
    /// <summary>As the version before grants had conditions wrote it.</summary>
    private const string Old =
        """
        {"version":7,"providers":[],"models":[{"id":"m1","name":"small","enabled":true,"created_at":1,"deployments":[]}],
         "route_groups":[{"id":"g1","key":"both","strategy":"Weighted","enabled":true,"created_at":1,"members":[]}],
         "scopes":[{"kind":"Organization","id":"acme","parent_id":null,"name":"acme","mode":"Inherit","grants":["small","both"],"environment":null},
                   {"kind":"Team","id":"web","parent_id":"acme","name":"web","mode":"Restrict","grants":["small"],"environment":null}],
         "keys":[{"id":"k1","name":"k","prefix":"sb-12345","hash":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","previous_hash":null,"previous_valid_until":null,
                  "team_id":"web","project_id":null,"user_id":null,"environment":"dev","expires_at":null,"revoked_at":null,"mode":"Inherit","grants":[]}]}
        """;

    [Fact]
    public void A_copy_of_the_version_before_serves()
    {
        using var data = new TempDirectory();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Old)));
        File.WriteAllText(data["snapshot.json"], $"{digest}\n{Old}");

        var snapshot = SnapshotCompiler.Compile(new SnapshotFile(new SnapshotOptions(data.Path)).Read()!);

        snapshot.AllowedTargets(snapshot.FindPrincipal("k1")!, 1).Select(t => t.Name).ShouldBe(["small"]);
    }

    [Fact]
    public void A_copy_holds_everything_that_access_depends_on()
    {
        using var data = new TempDirectory();
        var file = new SnapshotFile(new SnapshotOptions(data.Path));
        Grant[] grants = [new("small"), new("gpt-*") { ExpiresAt = 5, Environments = Environments.Dev | Environments.Prod }, new("tag:x") { Kind = AssetKind.McpServer }];
        var state = new RegistryState
        {
            Version = 1,
            Models = [new Model { Id = "m", Name = "small", Tags = ["x"] }],
            Scopes =
            [
                new(ScopeKind.Organization, "o", null, "o", AccessMode.Inherit, grants, Enforcement: AccessEnforcement.Legacy),
                new(ScopeKind.Team, "t", "o", "t", AccessMode.Inherit, [], LegacyModels: ["small"], Policies: [new(AssetKind.Tool, AccessMode.Restrict)]),
            ],
        };

        file.Write(state);
        var read = file.Read()!;

        read.Scopes[0].Grants.ShouldBe(grants);
        read.Scopes[0].Enforcement.ShouldBe(AccessEnforcement.Legacy);
        read.Scopes[1].LegacyModels.ShouldBe(["small"]);
        read.Scopes[1].Policies.ShouldBe([new AccessPolicy(AssetKind.Tool, AccessMode.Restrict)]);
        read.Models[0].Tags.ShouldBe(["x"]);
    }

    [Fact]
    public void A_copy_of_many_rows_holds_every_field_of_every_row()
    {
        using var data = new TempDirectory();
        var state = new RegistryState
        {
            Version = 3,
            Providers = [new Provider { Id = "p", Name = "p", Kind = ProviderKind.OpenAI, BaseUrl = "https://api.example/v1" }],
            Models = [new Model { Id = "m", Name = "small", Tags = ["x"] }],
            RouteGroups = [new RouteGroup { Id = "g", Key = "both" }],
            Policies = [new RoutingPolicy { Id = "r", Name = "cheap-first", Revision = 1 }],
            OtherAssets = [new AssetRow(AssetKind.McpServer, "files", ["internal"])],
            Scopes = [new(ScopeKind.Organization, "o", null, "o", AccessMode.Inherit, [new("small")]), new(ScopeKind.Team, "t", "o", "t", AccessMode.Inherit, [])],
            Keys = [.. Enumerable.Range(0, 2_000).Select(i => new KeyRow { Id = $"k{i}", Name = $"schlüssel-{i}", Prefix = "sb-12345", Hash = new('A', 43), TeamId = "t", Grants = [new("small") { ExpiresAt = i }] })],
        };
        var file = new SnapshotFile(new SnapshotOptions(data.Path));

        file.Write(state);

        // Every property of the state, by reflection: one that the writer forgot would be missing.
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter() } };
        var written = JsonNode.Parse(File.ReadAllBytes(data["snapshot.json"]).AsSpan(65));
        JsonNode.DeepEquals(written, JsonSerializer.SerializeToNode(state, options)).ShouldBeTrue();
        JsonNode.DeepEquals(written, JsonSerializer.SerializeToNode(file.Read(), options)).ShouldBeTrue();
    }
}
