using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signalbox.Configuration;
using Signalbox.Secrets;
using Signalbox.Snapshots;
using Signalbox.Storage;
using Testing.Files;

namespace Gateway.Tests;

/// <summary>All that a gateway is made of, over a database of its own and with a first snapshot in force, for a test that calls a part of it. Nothing is served.</summary>
internal sealed class GatewayServices : IAsyncDisposable
{
    private readonly TempDirectory _data = new();
    private readonly WebApplication _app;

    private GatewayServices(string? database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        Signalbox.Gateway.AddCapabilities(builder.Services, new GatewaySettings
        {
            Urls = "http://127.0.0.1:0", DataDirectory = _data.Path, Database = DatabaseOptions.Parse(database, _data.Path),
        });
        _app = builder.Build();
    }

    /// <summary>The services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Makes them.</summary>
    /// <param name="databases">Makes the database.</param>
    public static async Task<GatewayServices> StartAsync(TestDatabase databases)
    {
        var gateway = new GatewayServices(await databases.CreateAsync());
        await gateway.Services.GetRequiredService<Migrator>().MigrateAsync(default);
        await gateway.Services.LoadSecretsAsync(default);
        await gateway.Services.StartSnapshotsAsync(default);
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _data.Dispose();
    }
}
