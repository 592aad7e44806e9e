namespace Signalbox.Storage;

/// <summary>The database.</summary>
internal static class StorageModule
{
    public static IServiceCollection AddStorage(this IServiceCollection services, DatabaseOptions options) => services
        .AddSingleton(new Database(options))
        .AddSingleton<Migrator>()
        .AddSingleton<CommittedChanges>();
}
