using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signalbox.Configuration;
using Signalbox.Core.Access;
using Signalbox.Core.Snapshots;
using Signalbox.Snapshots;
using Signalbox.Storage;
using Testing.Files;

namespace Gateway.Tests.Access;

/// <summary>What versions before tags, conditions and enforcement left behind is read as they meant it.</summary>
public sealed class AccessUpgradeTests(TestDatabase databases)
{
    private const string Hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private const string OldRows =
        $"""
        INSERT INTO callable_targets (name, kind) VALUES ('small', 'model'), ('both', 'route_group');
        INSERT INTO models (id, name, enabled, owner, revision, created_at, updated_at) VALUES ('m1', 'small', 1, 'api', 1, 0, 0);
        INSERT INTO route_groups (id, key, strategy, enabled, owner, revision, created_at, updated_at) VALUES ('g1', 'both', 'static', 1, 'api', 1, 0, 0);
        INSERT INTO scopes (id, kind, parent_id, organization_id, name, access_mode, attributes, owner, revision, created_at, updated_at)
        VALUES ('o1', 'organization', NULL, 'o1', 'acme', 'inherit', '{"{}"}', 'api', 1, 0, 0), ('o2', 'organization', NULL, 'o2', 'bare', 'inherit', '{"{}"}', 'api', 1, 0, 0),
               ('t1', 'team', 'o1', 'o1', 'web', 'restrict', '{"{}"}', 'api', 1, 0, 0), ('t2', 'team', 'o2', 'o2', 'web', 'inherit', '{"{}"}', 'api', 1, 0, 0);
        INSERT INTO grants (scope_kind, scope_id, asset_kind, asset, created_at)
        VALUES ('organization', 'o1', 'callable_target', 'small', 0), ('organization', 'o1', 'callable_target', 'both', 0), ('team', 't1', 'callable_target', 'small', 0);
        INSERT INTO virtual_keys (id, name, prefix, hash, organization_id, team_id, access_mode, metadata, attributes, owner, revision, created_at, updated_at)
        VALUES ('k1', 'k', 'sb-12345', '{Hash}', 'o1', 't1', 'inherit', '{"{}"}', '{"{}"}', 'api', 1, 0, 0);
        """;

    [Fact]
    public async Task Rows_of_before_stay_enforced_and_their_grants_unconditional()
    {
        using var data = new TempDirectory();
        var options = DatabaseOptions.Parse(await databases.CreateAsync(), data.Path);
        await using var database = new Database(options);
        var steps = Migrator.Embedded(options.Kind);
        foreach (var step in steps.Where(step => step.Number < 6)) await ExecuteAsync(database, step.Sql);
        await ExecuteAsync(database, OldRows);
        foreach (var step in steps.Where(step => step.Number >= 6)) await ExecuteAsync(database, step.Sql);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        Signalbox.Gateway.AddCapabilities(builder.Services, new GatewaySettings { Urls = "http://127.0.0.1:0", DataDirectory = data.Path, Database = options });
        await using var app = builder.Build();
        var state = (await app.Services.GetRequiredService<SnapshotSource>().ReadAsync(CancellationToken.None)).State;
        var snapshot = SnapshotCompiler.Compile(state);

        state.Scopes.Select(s => s.Enforcement).Distinct().ShouldBe([AccessEnforcement.Enforced]);
        state.Scopes.SelectMany(s => s.Grants).All(g => g.IsUnconditional && g.Form == GrantForm.Exact).ShouldBeTrue();
        snapshot.AllowedTargets(snapshot.FindPrincipal("k1")!, 1).Select(t => t.Name).ShouldBe(["small"]);
        var bare = snapshot.FindChain(ScopeKind.Team, "t2")!;
        snapshot.TargetsByName.Count.ShouldBe(2);
        snapshot.TargetsByName.ShouldAllBe(t => AccessEngine.Decide(bare, t.Asset, 1).Reason == AccessReason.NotGrantedByOrganization);
    }

    private static async Task ExecuteAsync(Database database, string sql)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
