using Signalbox.Admin;
using Signalbox.Limits;
using Signalbox.Storage;

namespace Signalbox.Cluster;

/// <summary>Several instances on one database: who they are, and how a change at one reaches the others.</summary>
internal static class ClusterModule
{
    public static IServiceCollection AddCluster(this IServiceCollection services, ClusterOptions options) => services
        .AddSingleton(options)
        .AddSingleton(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            return new InstanceIdentity(EntityIds.New(time), options.InstanceName, time.GetUtcNow());
        })
        .AddSingleton<ClusterCounts>()
        .AddSingleton<ClusterMetrics>()
        .AddSingleton<InstanceStore>()
        .AddSingleton<InstanceReporter>()
        .AddSingleton<IShareStore, RedisShareStore>()
        .AddSingleton<RemoteChanges>()
        .AddSingleton<InvalidationLink>()
        .AddHostedService(provider => provider.GetRequiredService<RemoteChanges>())
        .AddHostedService(provider => provider.GetRequiredService<InvalidationLink>())
        .AddHostedService(provider => provider.GetRequiredService<InstanceReporter>());

    /// <summary>Has committed changes announced; after the own snapshot was reloaded, so that the message is true here first.</summary>
    public static void StartCluster(this IServiceProvider services)
    {
        var link = services.GetRequiredService<InvalidationLink>();
        services.GetRequiredService<CommittedChanges>().Subscribe(async version =>
        {
            await link.AnnounceAsync(version);
            return true;
        });
    }

    public static void MapCluster(this IEndpointRouteBuilder routes)
    {
        // Nobody asks for the instruments by name: they are made here, so that they are there to be read.
        routes.ServiceProvider.GetRequiredService<ClusterMetrics>();
        routes.MapInstances();
    }
}
