using System.Data.Common;
using System.Text.Json.Nodes;
using Dapper;
using Signalbox.Storage;
using Testing.Gateway;
using Testing.Upstream;

namespace Gateway.Tests.Promotion;

/// <summary>A gateway whose database the test can reach behind its back, with models a, b and c of their own upstream names, and a key.</summary>
internal sealed class RegistryGateway : IAsyncDisposable
{
    public const string Group = "support";

    private RegistryGateway(FakeUpstream upstream, GatewayProcess gateway, Database database, GatewayScenario scenario) =>
        (Upstream, Gateway, Database, Scenario) = (upstream, gateway, database, scenario);

    public FakeUpstream Upstream { get; }

    public GatewayProcess Gateway { get; }

    public Database Database { get; }

    public GatewayScenario Scenario { get; }

    public AdminClient Admin => Gateway.Admin;

    public CallerClient Caller => Gateway.Caller(Scenario.Key);

    public static async Task<RegistryGateway> StartAsync(TestDatabase databases, IReadOnlyDictionary<string, string?>? environment = null, string? database = null, bool demo = false)
    {
        var upstream = await FakeUpstream.StartAsync();
        database ??= await databases.CreateAsync();
        var gateway = await GatewayProcess.StartAsync(new GatewayOptions
        {
            Database = database,
            Configuration = demo ? "server: { default_model: plain, demo_fallback: true }" : null,
            Environment = environment ?? new Dictionary<string, string?>(),
        });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        foreach (var name in new[] { "a", "b", "c", "plain" })
            (await gateway.Admin.PostAsync("models", new { name, deployments = new[] { new { provider = "upstream", upstream_model = $"up-{name}", price = new { input = 1m, output = 2m } } } })).Succeeded();
        return new(upstream, gateway, new Database(DatabaseOptions.Parse(database, gateway.DataDirectory)), scenario);
    }

    /// <summary>Makes the group, a the primary, and grants it.</summary>
    public async Task<AdminReply> MakeGroupAsync(object? more = null)
    {
        var body = new JsonObject
        {
            ["key"] = Group, ["strategy"] = "primary",
            ["members"] = JsonNode.Parse("""[{"model":"a","status":"primary"},{"model":"b","status":"shadow"},{"model":"c","status":"shadow"}]"""),
        };
        if (more is not null)
            foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject()) body[name] = value?.DeepClone();
        var made = (await Admin.PostAsync("route-groups", body)).Succeeded();
        await GrantAsync(Group);
        return made;
    }

    /// <summary>Grants a target to the caller's organization.</summary>
    public async Task GrantAsync(string target)
    {
        var path = $"organizations/{Scenario.OrganizationId}";
        var organization = (await Admin.GetAsync(path)).Succeeded();
        (await Admin.PatchAsync(path, new { grants = organization.Json["grants"]!.AsArray().Select(g => (string)g!).Append(target) }, organization.ETag)).Succeeded();
    }

    /// <summary>The entries of the group by model.</summary>
    public async Task<IReadOnlyDictionary<string, JsonNode>> EntriesAsync() =>
        (await Admin.ListAsync($"../ai-quality/models?feature={Group}")).ToDictionary(row => (string)row["model"]!);

    public async Task<string> IdOfAsync(string model) => (string)(await EntriesAsync())[model]["id"]!;

    public async Task<string> PrimaryAsync() => (await EntriesAsync()).Values.Single(row => (string?)row["status"] == "primary")["model"]!.GetValue<string>();

    public Task<AdminReply> PromoteAsync(string id, object? body = null, string? etag = null, string? idempotencyKey = null) =>
        Admin.SendAsync(HttpMethod.Post, $"../ai-quality/models/{id}/promote", body, etag, idempotencyKey);

    public Task<AdminReply> RollBackAsync(object? body = null, string? etag = null, string feature = Group) =>
        Admin.SendAsync(HttpMethod.Post, $"../ai-quality/models/{feature}/rollback", body, etag);

    /// <summary>Calls the group once: what served, and why.</summary>
    public async Task<(int Status, string? Deployment, string? Reason)> CallAsync()
    {
        using var response = await Caller.ChatAsync(Group);
        return ((int)response.StatusCode, Header(response, "x-signalbox-deployment"), Header(response, "x-signalbox-route-reason"));
    }

    /// <summary>Changes rows as nothing but a fault would, and has the gateway read everything anew.</summary>
    public async Task CorruptAsync(params string[] statements)
    {
        await using var connection = await Database.OpenAsync(default);
        foreach (var statement in statements) await connection.ExecuteAsync(statement);
        await RaiseAsync(connection);
    }

    /// <summary>A version that nobody accounts for.</summary>
    public static Task RaiseAsync(DbConnection connection) => connection.ExecuteAsync("UPDATE registry_version SET version = version + 1 WHERE id = 1");

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Gateway.DisposeAsync();
        await Upstream.DisposeAsync();
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
