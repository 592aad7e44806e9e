using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Signalbox.Access;
using Signalbox.Admin;
using Signalbox.Alerts;
using Signalbox.Audit;
using Signalbox.Audit.Chain;
using Signalbox.Cluster;
using Signalbox.Configuration;
using Signalbox.WebConsole;
using Signalbox.Documentation;
using Signalbox.Egress;
using Signalbox.Identity;
using Signalbox.Limits;
using Signalbox.Models;
using Signalbox.Observability;
using Signalbox.Observability.Logging;
using Signalbox.Pipeline;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Policies.Trials;
using Signalbox.Pipeline.Rehearsal;
using Signalbox.Policies;
using Signalbox.Promotion;
using Signalbox.Quality;
using Signalbox.Readiness;
using Signalbox.Reports;
using Signalbox.Responses;
using Signalbox.Routing;
using Signalbox.Secrets;
using Signalbox.Snapshots;
using Signalbox.Sockets;
using Signalbox.Storage;
using Signalbox.Threading;
using Signalbox.Usage;
using Signalbox.Usage.Journal;

namespace Signalbox;

/// <summary>Puts the gateway together: every capability by name, then the order in which a start goes.</summary>
internal static class Gateway
{
    /// <summary>Runs the gateway until the process is told to stop, or this start is: then calls get their time to end all the same.</summary>
    public static async Task<int> RunAsync(GatewaySettings settings, CancellationToken stop)
    {
        await PoolContext.SwitchAsync();
        PrivateFiles.CreateDirectory(settings.DataDirectory);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, WebRootPath = "wwwroot" });
        AddServer(builder, settings);
        AddCapabilities(builder.Services, settings);

        await using var app = builder.Build();
        var newAdminKey = await StartStateAsync(app, settings);
        app.UseDataPlane();
        // All that is no call leaves the threads that poll sockets (docs/decisions/0031).
        app.Use(static async (context, next) =>
        {
            await PoolContext.SwitchAsync();
            await next(context);
        });
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseMiddleware<AdminAuthorization>();
        Map(app);

        await StartServingAsync(app, stop);
        app.Services.GetRequiredService<Greeting>().Write(settings.Output, Addresses(app)[0], newAdminKey);
        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    internal static void AddCapabilities(IServiceCollection services, GatewaySettings settings)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddConfiguration(settings);
        services.AddStorage(settings.Database);
        services.AddSecrets(settings.DataDirectory, settings.MasterKey);
        services.AddIdentity();
        services.AddAudit();
        services.AddEgress();
        services.AddModels(settings.DataDirectory);
        services.AddRouteGroups();
        services.AddPolicies();
        services.AddQuality();
        services.AddPromotion();
        services.AddAccess();
        services.AddSnapshots(new SnapshotOptions(settings.DataDirectory), new PollPace(settings.Cluster.PollOften, settings.Cluster.PollSeldom)
        {
            // One instance has SQLite to itself: all changes are its own.
            ChangesAreAnnounced = settings.Database.Kind == DatabaseKind.Sqlite,
        });
        services.AddCluster(settings.Cluster);
        services.AddUsage(new JournalOptions { Directory = JournalOptions.DirectoryIn(settings.DataDirectory) }, settings.Usage);
        services.AddReports();
        services.AddAlerts();
        services.AddLimits(new LimitsOptions(settings.DataDirectory));
        services.AddResponses(settings.Responses);
        services.AddPipeline(settings.Pipeline);
        services.AddDocumentation();
        services.AddObservability(settings.Telemetry);
        services.AddHostedService<NativeHeapTrim>();
        services.AddSingleton<GatewayReadiness>().AddSingleton(new ProcessStart(DateTimeOffset.UtcNow));
    }

    internal static void Map(WebApplication app)
    {
        app.MapDataPlane();
        app.MapReadiness();
        app.MapSession();
        app.MapModelsPillar();
        app.MapModelDialects();
        app.MapRouteGroups();
        app.MapPolicies();
        app.MapPolicyTrials();
        app.MapRehearsal();
        app.MapQuality();
        app.MapRegistry();
        app.MapAccess();
        app.MapAudit();
        app.MapCluster();
        app.MapUsage();
        app.MapReports();
        app.MapAlerts();
        app.MapLimits();
        app.MapConfiguration();
        app.MapObservability();
        app.MapConsole();
        app.MapDocumentation();
    }

    /// <summary>
    /// The order of a start: schema, secrets, admin key, snapshot, audit chain, demo, what was taken of limits. With the database away, the copies on
    /// disk stand in for the first, the fourth and the last.
    /// </summary>
    private static async Task<string?> StartStateAsync(WebApplication app, GatewaySettings settings)
    {
        var services = app.Services;
        var databaseIsUp = await TryMigrateAsync(app);
        await services.LoadSecretsAsync(CancellationToken.None);
        var newAdminKey = await services.GetRequiredService<AdminKey>().LoadAsync(settings.MasterKey, CancellationToken.None);
        await services.StartSnapshotsAsync(CancellationToken.None);
        services.StartCluster();
        if (databaseIsUp) await services.GetRequiredService<AuditSealing>().RunAsync(CancellationToken.None);
        if (databaseIsUp && settings.Configuration is { } configuration)
            await services.GetRequiredService<StartConfiguration>().RunAsync(configuration, mayServeWithout: OldSnapshotServes(services), CancellationToken.None);
        else if (databaseIsUp)
            await services.GetRequiredService<FirstStart>().RunAsync(CancellationToken.None);
        var opening = services.GetRequiredService<LimitOpening>();
        await opening.StartAsync(databaseIsUp);
        services.GetRequiredService<SnapshotActivation>().Subscribe(_ => opening.Activated());
        return newAdminKey;
    }

    /// <summary>
    /// Starts the work in the background and the server. Where the server cannot, what works already is stopped as at any other stop: work that ends only
    /// with its host is told of as broken down, beside what has kept the gateway from starting.
    /// </summary>
    private static async Task StartServingAsync(WebApplication app, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private static bool OldSnapshotServes(IServiceProvider services) => services.GetRequiredService<SnapshotReloader>().Status is { Exists: true, BuildFailed: true };

    private static async Task<bool> TryMigrateAsync(WebApplication app)
    {
        try
        {
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
            return true;
        }
        catch (Exception failure) when (Database.IsAway(failure))
        {
            StartLog.DatabaseAway(app.Logger, failure.GetType().Name);
            return false;
        }
    }

    private static void AddServer(WebApplicationBuilder builder, GatewaySettings settings)
    {
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            // Bytes as they are: a value that is not UTF-8 gets our own refusal, not the server's empty 400.
            server.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
            server.Limits.MaxRequestBodySize = settings.Pipeline.MaxBodyBytes + 1;
            server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.WebHost.UseSockets(sockets =>
        {
            sockets.Backlog = 8192;
            // A request runs on the thread that read it instead of being handed over twice (docs/decisions/0009).
            sockets.UnsafePreferInlineScheduling = true;
        });
        if (SocketLoops.AreSupported) builder.Services.AddSingleton<IConnectionListenerFactory, LoopTransport>();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            AnswerMetadata.Defer(json.SerializerOptions);
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
        });
        // What comes after the drain: the errors that end what was cut, and the journal's rest.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Pipeline.Drain + TimeSpan.FromSeconds(12));
        builder.Logging.AddGatewayLogs(settings.Logs);
    }

    private static string[] Addresses(WebApplication app) =>
        [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
}

/// <summary>What a start logs.</summary>
internal static partial class StartLog
{
    [LoggerMessage(1, LogLevel.Warning, "The database cannot be reached ({Failure}); starting from the copies on disk")]
    public static partial void DatabaseAway(ILogger logger, string failure);
}
