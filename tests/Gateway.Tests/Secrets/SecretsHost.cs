using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signalbox.Secrets;
using Signalbox.Storage;

namespace Gateway.Tests.Secrets;

/// <summary>One start of the secrets as the gateway wires them, over a data directory and a database.</summary>
internal sealed class SecretsHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SecretsHost(ServiceProvider services) => _services = services;

    public ServerSecrets Secrets => _services.GetRequiredService<ServerSecrets>();

    public CredentialProtector Protector => _services.GetRequiredService<CredentialProtector>();

    public KeyHasher Hasher => _services.GetRequiredService<KeyHasher>();

    public Database Database => _services.GetRequiredService<Database>();

    public IServiceProvider Services => _services;

    /// <summary>Starts, and loads what a start loads.</summary>
    /// <param name="dataDirectory">Where the files lie.</param>
    /// <param name="database">A value for <c>SIGNALBOX_DATABASE</c>; null for SQLite in the data directory.</param>
    /// <param name="masterKey">A value for <c>SIGNALBOX_MASTER_KEY</c>.</param>
    /// <param name="away">Whether the database cannot be reached.</param>
    public static async Task<SecretsHost> StartAsync(string dataDirectory, string? database = null, string? masterKey = null, bool away = false)
    {
        var options = DatabaseOptions.Parse(away ? $"sqlite:{Path.Combine(dataDirectory, "no-such-directory", "signalbox.db")}" : database, dataDirectory);
        var services = new ServiceCollection()
            .AddLogging(log => log.ClearProviders())
            .AddSingleton(TimeProvider.System)
            .AddStorage(options)
            .AddSecrets(dataDirectory, masterKey)
            .BuildServiceProvider();
        var host = new SecretsHost(services);
        try
        {
            if (!away) await services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
            await services.LoadSecretsAsync(CancellationToken.None);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
