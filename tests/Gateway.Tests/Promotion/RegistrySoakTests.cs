using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Signalbox.Storage;

namespace Gateway.Tests.Promotion;

/// <summary>
/// Random faults of the registry under load fail no call: for as long as <c>SIGNALBOX_SOAK_SECONDS</c> says (<c>eng/registry-soak.sh</c>), else for a few of each.
/// </summary>
public sealed class RegistrySoakTests(TestDatabase databases, ITestOutputHelper output)
{
    private const string Members = "route_group_members";
    private const int Callers = 4;
    private const int LeastRounds = 12;

    private static readonly string[] Faults = ["empty", "corrupted", "throwing", "slow"];

    [Fact]
    public async Task Random_faults_of_the_registry_under_load_fail_no_call()
    {
        var seconds = double.Parse(Environment.GetEnvironmentVariable("SIGNALBOX_SOAK_SECONDS") is { Length: > 0 } set ? set : "0", CultureInfo.InvariantCulture);
        await using var registry = await RegistryGateway.StartAsync(databases, new Dictionary<string, string?> { ["SIGNALBOX_DEFAULT_MODEL"] = "plain" });
        await registry.MakeGroupAsync();
        await registry.GrantAsync("plain");
        registry.Upstream.Remembers = false;
        using var stop = new CancellationTokenSource();
        var began = Stopwatch.GetTimestamp();
        var callers = Enumerable.Range(0, Callers).Select(_ => CallOnAsync(registry, stop.Token)).ToArray();
        var random = new Random(7);
        var made = new int[Faults.Length];

        for (var round = 0; round < LeastRounds || Stopwatch.GetElapsedTime(began).TotalSeconds < seconds; round++)
        {
            var fault = round < Faults.Length ? round : random.Next(Faults.Length);
            made[fault]++;
            await using var connection = await registry.Database.OpenAsync(default);
            await BreakAsync(connection, registry.Database.Kind, fault, random);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 900)));
            if (await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {Members}") == 0) await RestoreAsync(connection);
        }
        await stop.CancelAsync();

        var outcomes = await Task.WhenAll(callers);
        var reasons = outcomes.SelectMany(outcome => outcome.Reasons).GroupBy(reason => reason.Key).ToDictionary(group => group.Key, group => group.Sum(reason => reason.Value));
        var failures = outcomes.SelectMany(outcome => outcome.Failures).ToArray();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{registry.Database.Kind}: {outcomes.Sum(outcome => outcome.Served)} calls served, {failures.Length} failed, in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s; faults: {Listed(Faults.Zip(made))}; served by: {Listed(reasons.Select(reason => (reason.Key, reason.Value)))}"));
        failures.ShouldBeEmpty();
        outcomes.Sum(outcome => outcome.Served).ShouldBeGreaterThan(100);
        reasons.Keys.ShouldBeSubsetOf(["registry-primary", "configured", "default-fallback"]);
        reasons.Keys.ShouldContain("registry-primary");
    }

    private static string Listed(IEnumerable<(string Name, int Count)> counts) => string.Join(", ", counts.OrderByDescending(count => count.Count).Select(count => $"{count.Name} {count.Count}"));

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

    private static async Task<(int Served, List<string> Failures, Dictionary<string, int> Reasons)> CallOnAsync(RegistryGateway registry, CancellationToken stop)
    {
        var (served, failures, reasons) = (0, new List<string>(), new Dictionary<string, int>());
        while (!stop.IsCancellationRequested)
        {
            var (status, deployment, reason) = await registry.CallAsync();
            if (status == 200) served++;
            else failures.Add(string.Create(CultureInfo.InvariantCulture, $"{status} {deployment}"));
            reasons[reason ?? "none"] = reasons.GetValueOrDefault(reason ?? "none") + 1;
            await Task.Delay(5, CancellationToken.None);
        }
        return (served, failures, reasons);
    }
}
