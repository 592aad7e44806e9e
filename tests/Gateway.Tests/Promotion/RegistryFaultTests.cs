using System.Data.Common;
using System.Globalization;
using Dapper;
using Signalbox.Storage;
using Testing.Time;

namespace Gateway.Tests.Promotion;

/// <summary>
/// A registry that is unknown, empty, corrupted, slow or throwing fails no call. Requests read the snapshot alone, so each fault is made where it
/// can happen: in the rows, in the tables, and in the database that a reload reads.
/// </summary>
public sealed class RegistryFaultTests(TestDatabase databases)
{
    private const string Members = "route_group_members";

    [Fact]
    public async Task Rows_that_no_gateway_would_write_fail_no_call()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();

        await FaultAsync(registry, ("upstream/up-b", "configured"), $"UPDATE {Members} SET status = 'nonsense' WHERE model = 'a'");
        await FaultAsync(registry, ("upstream/up-a", "configured"), $"UPDATE {Members} SET status = 'shadow'");
        await FaultAsync(registry, ("upstream/up-a", "registry-primary"), "DROP INDEX route_group_members_primary", $"UPDATE {Members} SET status = 'primary'");
        await FaultAsync(registry, ("upstream/up-b", "registry-primary"), $"UPDATE {Members} SET id = NULL WHERE model = 'b'");
        await FaultAsync(registry, ("upstream/up-b", "registry-primary"), "UPDATE route_groups SET settings = '{\"fallback\": 7'");
    }

    [Fact]
    public async Task An_empty_registry_falls_to_the_default()
    {
        await using var registry = await RegistryGateway.StartAsync(databases, new Dictionary<string, string?> { ["SIGNALBOX_DEFAULT_MODEL"] = "plain" });
        await registry.MakeGroupAsync();
        await registry.GrantAsync("plain");

        await FaultAsync(registry, ("upstream/up-plain", "default-fallback"), $"DELETE FROM {Members}");
    }

    [Fact]
    public async Task A_registry_that_throws_leaves_the_last_good_one_in_force_and_is_told_of()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();

        await registry.CorruptAsync($"ALTER TABLE {Members} RENAME TO lost");
        await Eventually.TrueAsync(async () => (await ReadyAsync(registry)).Contains("snapshot-build-failed", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "the fault is told of");
        (await registry.CallAsync()).ShouldBe((200, "upstream/up-a", "registry-primary"));
        (await registry.PromoteAsync("01KAHJ7C1S8Y3J1J5V00000000")).Status.ShouldBe(System.Net.HttpStatusCode.InternalServerError, "the control plane may fail, calls may not");

        await registry.CorruptAsync($"ALTER TABLE lost RENAME TO {Members}");
        await Eventually.TrueAsync(async () => !(await ReadyAsync(registry)).Contains("snapshot-build-failed", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "the registry is read again");
        (await registry.PromoteAsync(await registry.IdOfAsync("b"))).Succeeded();
        (await registry.CallAsync()).Deployment.ShouldBe("upstream/up-b");
    }

    [Fact]
    public async Task Random_faults_of_the_registry_under_load_fail_no_call()
    {
        await using var registry = await RegistryGateway.StartAsync(databases, new Dictionary<string, string?> { ["SIGNALBOX_DEFAULT_MODEL"] = "plain" });
        await registry.MakeGroupAsync();
        await registry.GrantAsync("plain");
        registry.Upstream.Remembers = false;
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).Select(_ => CallOnAsync(registry, stop.Token)).ToArray();
        var random = new Random(7);
        var reasons = new HashSet<string>();

        for (var round = 0; round < 12; round++)
        {
            await using var connection = await registry.Database.OpenAsync(default);
            await BreakAsync(connection, registry.Database.Kind, round < 4 ? round : random.Next(4), random);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 900)));
            if (await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {Members}") == 0) await RestoreAsync(connection);
        }
        await stop.CancelAsync();

        var outcomes = await Task.WhenAll(callers);
        outcomes.SelectMany(outcome => outcome.Failures).ShouldBeEmpty();
        outcomes.Sum(outcome => outcome.Served).ShouldBeGreaterThan(100);
        foreach (var outcome in outcomes) reasons.UnionWith(outcome.Reasons);
        reasons.ShouldBeSubsetOf(["registry-primary", "configured", "default-fallback"]);
        reasons.ShouldContain("registry-primary");
    }

    private static async Task BreakAsync(DbConnection connection, DatabaseKind kind, int fault, Random random)
    {
        switch (fault)
        {
            case 0: // empty
                await connection.ExecuteAsync($"CREATE TABLE IF NOT EXISTS kept AS SELECT * FROM {Members}; DELETE FROM {Members}");
                await RegistryGateway.RaiseAsync(connection);
                break;
            case 1: // corrupted
                await connection.ExecuteAsync($"UPDATE {Members} SET status = @status WHERE model = 'a'", new { status = random.Next(2) == 0 ? "nonsense" : "retired" });
                await RegistryGateway.RaiseAsync(connection);
                break;
            case 2: // throwing
                await connection.ExecuteAsync($"ALTER TABLE {Members} RENAME TO lost");
                await RegistryGateway.RaiseAsync(connection);
                await Task.Delay(random.Next(200, 1200));
                await connection.ExecuteAsync($"ALTER TABLE lost RENAME TO {Members}");
                await RegistryGateway.RaiseAsync(connection);
                break;
            default: // slow: what reads it waits
                await RegistryGateway.RaiseAsync(connection);
                await using (var transaction = await connection.BeginTransactionAsync())
                {
                    await connection.ExecuteAsync(
                        kind == DatabaseKind.Postgres ? $"LOCK TABLE {Members} IN ACCESS EXCLUSIVE MODE" : $"UPDATE {Members} SET position = position", transaction: transaction);
                    await Task.Delay(random.Next(500, 2000));
                    await transaction.RollbackAsync();
                }
                break;
        }
    }

    private static async Task RestoreAsync(DbConnection connection)
    {
        await connection.ExecuteAsync($"INSERT INTO {Members} SELECT * FROM kept");
        await RegistryGateway.RaiseAsync(connection);
    }

    private static async Task<(int Served, List<string> Failures, HashSet<string> Reasons)> CallOnAsync(RegistryGateway registry, CancellationToken stop)
    {
        var (served, failures, reasons) = (0, new List<string>(), new HashSet<string>());
        while (!stop.IsCancellationRequested)
        {
            var (status, deployment, reason) = await registry.CallAsync();
            if (status == 200) served++;
            else failures.Add(string.Create(CultureInfo.InvariantCulture, $"{status} {deployment}"));
            reasons.Add(reason ?? "none");
            await Task.Delay(5, CancellationToken.None);
        }
        return (served, failures, reasons);
    }

    private static async Task FaultAsync(RegistryGateway registry, (string Deployment, string Reason) served, params string[] statements)
    {
        await registry.CorruptAsync(statements);
        await Eventually.ValueAsync(registry.CallAsync, call => call == (200, served.Deployment, served.Reason), TimeSpan.FromSeconds(20), $"{served} after {string.Join("; ", statements)}");
    }

    private static async Task<string> ReadyAsync(RegistryGateway registry)
    {
        using var response = await registry.Gateway.Http.GetAsync(new Uri("readyz", UriKind.Relative));
        return await response.Content.ReadAsStringAsync();
    }
}
