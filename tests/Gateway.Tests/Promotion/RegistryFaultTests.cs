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
