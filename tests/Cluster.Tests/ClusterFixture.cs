using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Testing.Gateway;
using Testing.Net;
using Testing.Postgres;
using Testing.Redis;
using Testing.Time;
using Testing.Upstream;

[assembly: AssemblyFixture(typeof(Cluster.Tests.ClusterFixture))]
// The tests break what all of them use: one after the other.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace Cluster.Tests;

/// <summary>
/// Three real gateways on one PostgreSQL and one Redis. All reach Redis through a line that can be cut or led to another server; the third
/// reaches both through lines of its own.
/// </summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();
    private int _names;

    /// <summary>The Redis server that was there first.</summary>
    public RedisServer Redis { get; } = new();

    /// <summary>Everybody's line to Redis.</summary>
    public TcpProxy RedisLine { get; private set; } = null!;

    /// <summary>The third gateway's line to Redis.</summary>
    public TcpProxy ThirdRedisLine { get; private set; } = null!;

    /// <summary>The third gateway's line to the database.</summary>
    public TcpProxy ThirdDatabaseLine { get; private set; } = null!;

    /// <summary>The database, without a line in between.</summary>
    public string Database { get; private set; } = "";

    /// <summary>The gateways; changes are made at the first.</summary>
    public IReadOnlyList<GatewayProcess> Gateways { get; private set; } = [];

    public GatewayProcess First => Gateways[0];

    public GatewayProcess Second => Gateways[1];

    public GatewayProcess Third => Gateways[2];

    public FakeUpstream Upstream { get; private set; } = null!;

    public GatewayScenario Scenario { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Upstream = await FakeUpstream.StartAsync();
        await Redis.StartAsync();
        Database = await _postgres.CreateDatabaseAsync("cluster");
        RedisLine = new TcpProxy(Redis.Port);
        ThirdRedisLine = new TcpProxy(RedisLine.Port);
        ThirdDatabaseLine = new TcpProxy(_postgres.Port);
        var thirdDatabase = new NpgsqlConnectionStringBuilder(Database) { Port = ThirdDatabaseLine.Port }.ToString();
        // At once, on an empty database.
        Gateways = await Task.WhenAll(
            StartAsync("first", Database, RedisLine.Port), StartAsync("second", Database, RedisLine.Port), StartAsync("third", thirdDatabase, ThirdRedisLine.Port));
        Scenario = await GatewayScenario.CreateAsync(First.Admin, Upstream);
        foreach (var gateway in Gateways)
        {
            await HasNoReasonAsync(gateway);
            await KnowsAsync(gateway, Scenario.Key, wanted: true, TimeSpan.FromSeconds(30));
            using var served = await gateway.Caller(Scenario.Key).ChatAsync(Scenario.Model);
            served.EnsureSuccessStatusCode();
        }
        // A change goes round once before any is timed: the first of each kind is compiled while it runs.
        var (id, secret) = await IssueKeyAsync();
        foreach (var gateway in Gateways) await KnowsAsync(gateway, secret, wanted: true, TimeSpan.FromSeconds(30));
        await RevokeAsync(id);
        foreach (var gateway in Gateways) await KnowsAsync(gateway, secret, wanted: false, TimeSpan.FromSeconds(30));
    }

    /// <summary>A name that no other test uses.</summary>
    public string Name(string prefix) => $"{prefix}-{Interlocked.Increment(ref _names)}";

    /// <summary>A new, empty database on the same server.</summary>
    public Task<string> AnotherDatabaseAsync() => _postgres.CreateDatabaseAsync("other");

    /// <summary>Does to the database what no gateway would. Returns the first value of the answer.</summary>
    public async Task<string> RunSqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Starts a gateway that the test disposes.</summary>
    public static Task<GatewayProcess> StartAsync(string name, string database, int? redisPort) => GatewayProcess.StartAsync(new GatewayOptions
    {
        OwnProcess = true,
        Database = database,
        Environment = new Dictionary<string, string?>
        {
            ["SIGNALBOX_INSTANCE"] = name,
            ["SIGNALBOX_REDIS"] = redisPort is { } port ? string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{port}") : null,
        },
    });

    /// <summary>Issues a key of the scenario's team at the first gateway.</summary>
    public async Task<(string Id, string Secret)> IssueKeyAsync()
    {
        var reply = (await First.Admin.PostAsync("keys", new { name = Name("key"), team_id = Scenario.TeamId })).Succeeded();
        return (reply.Id, reply["secret"]);
    }

    /// <summary>Revokes a key at the first gateway.</summary>
    public async Task RevokeAsync(string id) => (await First.Admin.PostAsync($"keys/{id}/revoke")).Succeeded();

    /// <summary>Whether a gateway lets a key in.</summary>
    public static async Task<bool> KnowsAsync(GatewayProcess gateway, string secret)
    {
        using var response = await gateway.Caller(secret).GetAsync("v1/models");
        return response.StatusCode switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.Unauthorized => false,
            var other => throw new InvalidOperationException($"{other}: {await response.Content.ReadAsStringAsync()}"),
        };
    }

    /// <summary>Waits until a key is known, or no longer known, at a gateway.</summary>
    public static Task KnowsAsync(GatewayProcess gateway, string secret, bool wanted, TimeSpan within) =>
        Eventually.ValueAsync(() => KnowsAsync(gateway, secret), known => known == wanted, within, $"the key is {(wanted ? "known" : "unknown")}");

    /// <summary>The codes that a gateway's readiness names.</summary>
    public static async Task<(bool Ready, string[] Codes)> ReadinessAsync(GatewayProcess gateway)
    {
        using var response = await gateway.Http.GetAsync(new Uri("readyz", UriKind.Relative));
        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return ((bool)json["ready"]!, [.. json["reasons"]!.AsArray().Select(reason => (string)reason!["code"]!)]);
    }

    /// <summary>Waits until nothing is wrong with a gateway.</summary>
    public static Task HasNoReasonAsync(GatewayProcess gateway) =>
        Eventually.ValueAsync(() => ReadinessAsync(gateway), state => state is { Ready: true, Codes: [] }, TimeSpan.FromSeconds(30), "nothing is wrong");

    /// <summary>The version that a gateway judges calls by.</summary>
    public static async Task<long> VersionAsync(GatewayProcess gateway) => (long)(await gateway.Admin.GetAsync("status")).Succeeded().Json["snapshot"]!["version"]!;

    /// <summary>The sum of a metric's samples whose labels hold a text.</summary>
    public static async Task<double> MetricAsync(GatewayProcess gateway, string name, string labels = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics");
        request.Headers.Authorization = new("Bearer", gateway.AdminKey);
        using var response = await gateway.Http.SendAsync(request);
        var lines = (await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).Split('\n');
        var samples = lines.Where(line => (line.StartsWith($"{name}{{", StringComparison.Ordinal) || line.StartsWith($"{name} ", StringComparison.Ordinal)) && line.Contains(labels, StringComparison.Ordinal)).ToArray();
        samples.ShouldNotBeEmpty($"no {name} among the metrics");
        return samples.Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in Gateways) await gateway.DisposeAsync();
        if (RedisLine is not null) await RedisLine.DisposeAsync();
        if (ThirdRedisLine is not null) await ThirdRedisLine.DisposeAsync();
        if (ThirdDatabaseLine is not null) await ThirdDatabaseLine.DisposeAsync();
        await Redis.DisposeAsync();
        await _postgres.DisposeAsync();
        if (Upstream is not null) await Upstream.DisposeAsync();
    }
}
