using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Providers;
using Signalbox.Models.Registry;
using Signalbox.Promotion;
using Signalbox.Routing;
using Signalbox.Snapshots;
using Signalbox.Storage;

namespace Gateway.Tests.Promotion;

/// <summary>Fifty who all saw the same registry, over and over, while someone watches the database and the snapshot.</summary>
public sealed class PromotionRaceTests(TestDatabase databases)
{
    private const int Rounds = 10;
    private const int Rivals = 50;

    [Fact]
    public async Task Of_fifty_concurrent_promotions_one_wins_and_nobody_ever_sees_none_or_two_primaries()
    {
        await using var gateway = await GatewayServices.StartAsync(databases);
        var services = gateway.Services;
        await MakeAsync(services);
        using var stop = new CancellationTokenSource();
        var watched = WatchAsync(services, stop.Token);

        for (var round = 0; round < Rounds; round++)
        {
            var entries = await services.GetRequiredService<RouteGroupStore>().ListEntriesAsync("g", new(100, null), default);
            var shadows = entries.Where(entry => entry.Status == RegistryStatuses.Shadow).ToArray();
            // All have come in before any of them is let on.
            var outcomes = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(i => TryAsync(services, shadows[i % shadows.Length].Id, entries[0].Revision)));

            outcomes.Count(status => status == 200).ShouldBe(1, $"round {round}");
            outcomes.Count(status => status == 409).ShouldBe(Rivals - 1, $"round {round}");
            var now = (await services.GetRequiredService<RouteGroupStore>().ListEntriesAsync("g", new(100, null), default)).Single(entry => entry.Status == RegistryStatuses.Primary);
            services.GetRequiredService<SnapshotHolder>().Current.FindTarget("g")!.RegistryPrimary!.Deployments[0].Deployment.UpstreamModel.ShouldBe(now.Model);
        }

        await stop.CancelAsync();
        var (looks, faults) = await watched;
        faults.ShouldBeEmpty();
        looks.ShouldBeGreaterThan(Rounds);
        services.GetRequiredService<ReloadCounts>().Of(ReloadCause.OwnWrite).ShouldBe(4 + Rounds, "only what was committed is reloaded: losers flip nothing");
    }

    private static async Task MakeAsync(IServiceProvider services)
    {
        var writer = services.GetRequiredService<AdminWriter>();
        await writer.WriteAsync(AdminActor.Startup, transaction => services.GetRequiredService<ProviderRegistry>().CreateAsync(transaction, new ProviderDraft { Name = "demo", Kind = "demo" }, Ownership.Api), default);
        foreach (var name in new[] { "a", "b" })
            await writer.WriteAsync(AdminActor.Startup, transaction => services.GetRequiredService<ModelRegistry>().CreateAsync(transaction, new ModelDraft
            {
                Name = name, Deployments = [new DeploymentDraft { Provider = "demo", UpstreamModel = name }],
            }, Ownership.Api), default);
        await writer.WriteAsync(AdminActor.Startup, async transaction =>
        {
            await services.GetRequiredService<ModelRegistry>().CreateAsync(transaction, new ModelDraft { Name = "c", Deployments = [new DeploymentDraft { Provider = "demo", UpstreamModel = "c" }] }, Ownership.Api);
            return await services.GetRequiredService<RouteGroupRegistry>().CreateAsync(transaction, new RouteGroupDraft
            {
                Key = "g", Strategy = "primary", Members = [new() { Model = "a" }, new() { Model = "b" }, new() { Model = "c" }],
            }, Ownership.Api);
        }, default);
    }

    private static async Task<int> TryAsync(IServiceProvider services, string id, long seen)
    {
        await Task.Yield();
        try
        {
            await services.GetRequiredService<AdminWriter>().WriteAsync(
                AdminActor.Startup, transaction => services.GetRequiredService<PrimaryPromotion>().PromoteAsync(transaction, id, new Arrival(seen, _ => { }), new PromotionDraft()), default);
            return 200;
        }
        catch (ProblemException refused)
        {
            return refused.Status;
        }
    }

    private static async Task<(int Looks, List<string> Faults)> WatchAsync(IServiceProvider services, CancellationToken stop)
    {
        var faults = new List<string>();
        var looks = 0;
        await using var connection = await services.GetRequiredService<Database>().OpenAsync(default);
        while (!stop.IsCancellationRequested)
        {
            var stored = await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM route_group_members WHERE status = 'primary'");
            if (stored != 1) faults.Add($"{stored} primaries in the database");
            var group = services.GetRequiredService<SnapshotHolder>().Current.FindTarget("g")!;
            if (group.RegistryPrimary is null || group.Members[0] != group.RegistryPrimary || group.Members.Count != 3) faults.Add("the snapshot has no primary in front of two others");
            looks++;
            await Task.Yield();
        }
        return (looks, faults);
    }
}
