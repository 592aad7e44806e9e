using System.Collections.Concurrent;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Threading;

namespace Signalbox.Models.Probe;

/// <summary>
/// Probes providers without a call, each as often as it is set to, and tells their health. Off unless set: passive health costs nothing, and some
/// providers count what a probe asks.
/// </summary>
internal sealed partial class HealthProbes(SnapshotHolder snapshots, UpstreamPool pool, ProviderProbe probe, TimeProvider time, ILogger<HealthProbes> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    /// <summary>A probe may take as long as its interval, within these bounds, whatever the provider's own are: what hangs is to be found soon.</summary>
    private const int LeastMs = 1_000, MostMs = 10_000;

    /// <summary>When each provider is due next, in milliseconds of <see cref="HealthClock"/>; never while it is being probed.</summary>
    private readonly ConcurrentDictionary<string, long> _due = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await PoolContext.SwitchAsync();
        using var beat = new PeriodicTimer(Beat, time);
        try
        {
            while (await beat.WaitForNextTickAsync(stoppingToken))
                foreach (var health in Due()) _ = ProbeAsync(health.Provider, health.Health, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    /// <summary>The providers that are to be probed now: those that something leads to.</summary>
    private List<(Provider Provider, ProviderHealth Health)> Due()
    {
        var now = HealthClock.Now(time);
        var due = new List<(Provider, ProviderHealth)>();
        var snapshot = snapshots.Current;
        if (!snapshot.Providers.Any(provider => provider.Health is { Enabled: true, ProbeIntervalMs: > 0 })) return due;
        foreach (var deployment in snapshot.TargetsByName.SelectMany(t => t.Members).SelectMany(m => m.Deployments).DistinctBy(d => d.Provider.Id))
        {
            if (deployment.Health is not { Policy: { Enabled: true, ProbeIntervalMs: > 0 } } health || _due.GetValueOrDefault(deployment.Provider.Id) > now) continue;
            _due[deployment.Provider.Id] = long.MaxValue;
            due.Add((deployment.Provider, health.Provider));
        }
        return due;
    }

    private async Task ProbeAsync(Provider provider, ProviderHealth health, CancellationToken stopping)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var begun = HealthClock.Now(time);
        bound.CancelAfter(Math.Clamp(health.Policy.ProbeIntervalMs, LeastMs, MostMs));
        try
        {
            health.Probed(HealthClock.Now(time), await FailureAsync(provider, bound.Token));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (OperationCanceledException)
        {
            health.Probed(HealthClock.Now(time), "timeout");
        }
        catch (Exception failure)
        {
            // A fault of ours tells nothing of the provider.
            Log.Failed(logger, failure, provider.Name);
        }
        finally
        {
            _due[provider.Id] = begun + health.Policy.ProbeIntervalMs;
        }
    }

    /// <summary>The step that failed; null when none did.</summary>
    private async Task<string?> FailureAsync(Provider provider, CancellationToken cancellation)
    {
        var report = await probe.RunAsync(ProbeTarget.Of(provider, pool.Get(provider).Credential, model: null, time), cancellation);
        return report.Steps.FirstOrDefault(step => step.Ok == false)?.Name;
    }

    private static partial class Log
    {
        [LoggerMessage(420, LogLevel.Warning, "The provider {Provider} could not be probed for its health")]
        public static partial void Failed(ILogger logger, Exception failure, string provider);
    }
}
