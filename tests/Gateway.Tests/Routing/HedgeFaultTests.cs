using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Providers;
using Signalbox.Models.Registry;
using Signalbox.Pipeline;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Hedging;
using Signalbox.Routing;

namespace Gateway.Tests.Routing;

/// <summary>A second attempt that cannot be readied.</summary>
public sealed class HedgeFaultTests(TestDatabase databases)
{
    [Fact]
    public async Task A_fault_while_the_second_attempt_is_readied_leaves_the_call_to_the_first()
    {
        await using var gateway = await GatewayServices.StartAsync(databases);
        var services = gateway.Services;
        await MakeAsync(services);
        var snapshot = services.GetRequiredService<SnapshotHolder>().Current;
        var target = snapshot.FindTarget("g")!;
        var answer = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = answer } };
        using var call = new Call(http, ApiDialects.Chat, "fault", snapshot, TimeProvider.System.GetTimestamp(), DateTimeOffset.UtcNow, "chat")
        {
            Target = target, Health = new HealthSplit(2, 2, 0, true), AttemptTicks = TimeProvider.System.GetTimestamp(),
        };
        var body = """{"model":"g","messages":[{"role":"user","content":"Hello"}]}"""u8;
        var pooled = ArrayPool<byte>.Shared.Rent(body.Length);
        body.CopyTo(pooled);
        call.SetBody(pooled, body.Length);
        RequestParsing.Run(call).ShouldBeNull();
        RouteDeployment[] order = [.. target.Members.SelectMany(member => member.Deployments)];
        UpstreamSending.Name(call, order[0]);
        call.Record.Attempts = 1;
        var hedged = ActivatorUtilities.CreateInstance<HedgedAttempts>(services, new NoTime());

        var outcome = await hedged.RunAsync(call, order, 0);

        outcome.ShouldBe((null, false));
        Encoding.UTF8.GetString(answer.ToArray()).ShouldContain("chat.completion");
        (call.Race, call.Record.Deployment).ShouldBe((null, "demo/demo"));
    }

    private static async Task MakeAsync(IServiceProvider services)
    {
        var writer = services.GetRequiredService<AdminWriter>();
        await writer.WriteAsync(AdminActor.Startup, transaction => services.GetRequiredService<ProviderRegistry>().CreateAsync(transaction, new ProviderDraft { Name = "demo", Kind = "demo" }, Ownership.Api), default);
        foreach (var name in new[] { "a", "b" })
            await writer.WriteAsync(AdminActor.Startup, transaction => services.GetRequiredService<ModelRegistry>().CreateAsync(transaction, new ModelDraft
            {
                Name = name, Deployments = [new DeploymentDraft { Provider = "demo", UpstreamModel = "demo" }],
            }, Ownership.Api), default);
        await writer.WriteAsync(AdminActor.Startup, transaction => services.GetRequiredService<RouteGroupRegistry>().CreateAsync(transaction, new RouteGroupDraft
        {
            Key = "g", Strategy = "static", Members = [new() { Model = "a" }, new() { Model = "b" }], Hedge = new() { MaxPercent = 100 },
        }, Ownership.Api), default);
    }

    /// <summary>A clock whose timers are due at once, and that cannot say how late it is.</summary>
    private sealed class NoTime : TimeProvider
    {
        public override long GetTimestamp() => throw new InvalidOperationException("The clock stands still.");

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return TimeProvider.System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
