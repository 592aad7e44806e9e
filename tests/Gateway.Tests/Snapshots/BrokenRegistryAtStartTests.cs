using System.Net;
using Dapper;
using Signalbox.Storage;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Snapshots;

/// <summary>Starts on a registry that cannot be compiled, as only a hand in the database can make it, with a good copy on disk.</summary>
public sealed class BrokenRegistryAtStartTests(TestDatabase databases)
{
    private const string Key = "sb-0123456789012345678901234567890123456789";

    [Theory]
    [InlineData("attributes", "[]", false)] // Whoever reads the row to change it fails as well.
    [InlineData("access_mode", "sideways", true)]
    public async Task The_copy_serves_and_whether_the_configuration_was_applied_is_told(string column, string damage, bool applied)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        var database = await databases.CreateAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = database, Configuration = Yaml(upstream, "small") });
        (await gateway.Admin.PostAsync("organizations", new { name = "of-the-api", grants = new[] { "small" } })).Succeeded();
        (await CallAsync(gateway)).ShouldBe(HttpStatusCode.OK);
        await gateway.StopAsync();

        var damaged = applied ? "of-the-api" : "acme";
        var sound = await ScalarAsync(database, gateway, $"SELECT {column} FROM scopes WHERE name = '{damaged}'");
        await ScalarAsync(database, gateway, $"UPDATE scopes SET {column} = '{damage}' WHERE name = '{damaged}'");
        await File.WriteAllTextAsync(gateway.ConfigurationFile, Yaml(upstream, "small", "large"));
        await gateway.StartAgainAsync();

        (await CallAsync(gateway)).ShouldBe(HttpStatusCode.OK);
        var reasons = await gateway.Http.GetStringAsync("readyz");
        reasons.ShouldContain("snapshot-build-failed");
        reasons.Contains("configuration-not-applied", StringComparison.Ordinal).ShouldBe(!applied);
        if (!applied) await Eventually.TrueAsync(IsTold);
        IsTold().ShouldBe(!applied);

        await ScalarAsync(database, gateway, $"UPDATE scopes SET {column} = '{sound}' WHERE name = '{damaged}'");
        await gateway.RestartAsync();
        (await gateway.Http.GetStringAsync("readyz")).ShouldContain("\"reasons\":[]");
        (await CallAsync(gateway, "large")).ShouldBe(HttpStatusCode.OK);

        bool IsTold() => gateway.Output.Contains("The configuration was not applied", StringComparison.Ordinal);
    }

    private static string Yaml(FakeUpstream upstream, params string[] models) => $$"""
        providers:
          - { name: upstream, kind: openai_compatible, base_url: "{{upstream.BaseUrl}}", allow_private: true, allow_http: true }
        models:
        {{string.Concat(models.Select(model => $"  - {{ name: {model}, deployments: [ {{ provider: upstream, upstream_model: {model} }} ] }}\n"))}}
        organizations:
          - name: acme
            grants: [{{string.Join(", ", models)}}]
            teams:
              - { name: web, keys: [ { name: web-1, value: {{Key}} } ] }
        """;

    private static async Task<HttpStatusCode> CallAsync(GatewayProcess gateway, string model = "small")
    {
        using var response = await gateway.Caller(Key).ChatAsync(model);
        return response.StatusCode;
    }

    private static async Task<string?> ScalarAsync(string? setting, GatewayProcess gateway, string sql)
    {
        await using var opened = new Database(DatabaseOptions.Parse(setting, gateway.DataDirectory));
        await using var connection = await opened.OpenAsync(default);
        return await connection.ExecuteScalarAsync<string?>(sql);
    }
}
