using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Configuration;
using Signalbox.Secrets;
using Signalbox.Storage;
using Signalbox.Usage.Journal;

namespace Signalbox.Cli;

/// <summary>
/// <c>signalbox secrets rewrap</c>: replaces the master key of a gateway that is stopped. The database changes in one transaction, and only then the
/// copy on disk, so that a kill leaves either the old key in force or the new one; running it again brings the rest about.
/// </summary>
internal static class RewrapCommand
{
    private const string NewKey = "SIGNALBOX_NEW_MASTER_KEY";

    /// <summary>Runs it.</summary>
    /// <param name="settings">The gateway's settings, with the key in force.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>0 when the new key is in force, 1 when nothing was changed.</returns>
    public static async Task<int> RunAsync(GatewaySettings settings, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        if (GatewaySettings.ReadMasterKey(NewKey) is not { } newKey)
            return await FailAsync(error, $"Set {NewKey} to the master key to come, and SIGNALBOX_MASTER_KEY to the one in force (unset if the data directory's secrets/kek is).");
        if (!Directory.Exists(settings.DataDirectory)) return await FailAsync(error, $"There is no {settings.DataDirectory}. Set SIGNALBOX_DATA to the gateway's data directory.");
        // What a running gateway holds as well: none can start meanwhile either.
        using var held = TryHold(settings.DataDirectory);
        if (held is null)
            return await FailAsync(error, $"A gateway runs on {settings.DataDirectory}. Stop it, and every other instance on its database, before the master key is replaced. Nothing was changed.");
        try
        {
            var count = await RewrapAsync(settings, newKey, cancellation);
            await output.WriteLineAsync(count == 0
                ? "All secrets are under the new master key. Start the gateway with it as SIGNALBOX_MASTER_KEY."
                : $"{count} secret(s) are under the new master key now. Start the gateway, and every other instance on this database, with it as SIGNALBOX_MASTER_KEY.");
            return 0;
        }
        catch (Exception failure) when (failure is SecretsUnreadableException or ProblemException)
        {
            return await FailAsync(error, failure.Message);
        }
        catch (Exception failure) when (Database.IsAway(failure))
        {
            return await FailAsync(error, $"The database cannot be reached ({failure.GetType().Name}), so nothing was changed.");
        }
    }

    private static JournalDirectory? TryHold(string dataDirectory)
    {
        try
        {
            return new JournalDirectory(JournalOptions.DirectoryIn(dataDirectory));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<int> RewrapAsync(GatewaySettings settings, string newKey, CancellationToken cancellation)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddStorage(settings.Database)
            .AddSecrets(settings.DataDirectory, settings.MasterKey)
            .AddAudit()
            .BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync(cancellation);
        var store = services.GetRequiredService<ServerSecretStore>();
        var (current, next) = (services.GetRequiredService<KeyEncryptionKey>(), KeyEncryptionKey.FromMasterKey(newKey));
        var count = 0;
        await services.GetRequiredService<AdminWriter>().NoteAsync(AdminActor.Operator, async transaction =>
        {
            foreach (var (name, value) in SecretRewrap.Run(await store.LoadAsync(cancellation), current, next))
            {
                await ServerSecretStore.ReplaceAsync(transaction.ExecuteAsync, name, value);
                count++;
            }
            if (count > 0) transaction.Audit("rewrap", "server_secrets", "server-secrets", "server secrets", null, null, AuditJson.Default.ExportNote);
        }, cancellation);
        // Reads all of it back under the new key, and writes the copy anew.
        await new ServerSecrets(next, store, new SecretsOptions(settings.DataDirectory)).LoadAsync(cancellation);
        return count;
    }

    private static async Task<int> FailAsync(TextWriter error, string message)
    {
        await error.WriteLineAsync(message);
        return 1;
    }
}
