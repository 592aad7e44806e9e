using Signalbox.Access.Changes;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Policies.Running;
using Signalbox.Routing;
using Signalbox.Routing.Health;
using Signalbox.Storage;

namespace Signalbox.Snapshots;

/// <summary>Compiles the registry into what requests read, and keeps that current.</summary>
internal static class SnapshotsModule
{
    public static IServiceCollection AddSnapshots(this IServiceCollection services, SnapshotOptions options, PollPace pace) => services
        .AddSingleton(options)
        .AddSingleton(pace)
        .AddSingleton<ReloadCounts>()
        .AddSingleton<SnapshotHolder>()
        .AddSingleton<SnapshotActivation>()
        .AddSingleton<SnapshotSource>()
        .AddSingleton(services => new RegistryReading(services.GetRequiredService<SnapshotReloader>().ReadCurrentAsync))
        .AddSingleton<SnapshotBuild>()
        .AddSingleton<SnapshotFile>()
        .AddSingleton<SnapshotReloader>()
        .AddSingleton<SnapshotCopy>()
        .AddHostedService(provider => provider.GetRequiredService<SnapshotCopy>())
        .AddHostedService<VersionPoll>();

    /// <summary>Connects the parts and puts the first snapshot in force.</summary>
    public static async Task StartSnapshotsAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        var reloader = services.GetRequiredService<SnapshotReloader>();
        services.GetRequiredService<SnapshotActivation>().Subscribe(services.GetRequiredService<UpstreamPool>().Prepare);
        services.GetRequiredService<SnapshotActivation>().Subscribe(services.GetRequiredService<HealthBook>().Prepare);
        services.GetRequiredService<SnapshotActivation>().Subscribe(services.GetRequiredService<TargetBook>().Prepare);
        services.GetRequiredService<SnapshotActivation>().Subscribe(services.GetRequiredService<PolicyBook>().Prepare);
        services.GetRequiredService<CommittedChanges>().Subscribe(reloader.ReloadAfterCommitAsync);
        await reloader.StartFromBestSourceAsync(cancellation);
    }
}
