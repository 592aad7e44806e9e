namespace Signalbox.Storage;

/// <summary>The database.</summary>
internal static class StorageModule
{
    public static IServiceCollection AddStorage(this IServiceCollection services, DatabaseOptions options) => services
        // Made by the container, which disposes only what it made.
        .AddSingleton(_ => new Database(options))
        .AddSingleton<Migrator>()
        .AddSingleton<CommittedChanges>();
}
