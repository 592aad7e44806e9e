using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Signalbox.Storage;

/// <summary>
/// Brings the schema up to date at start: applies the embedded files <c>Storage/Migrations/NNNN_name.sql</c> (or, where
/// the databases differ, <c>.sqlite.sql</c> and <c>.postgres.sql</c>) that are missing, each in its own transaction.
/// Instances that start at once wait for each other.
/// </summary>
internal sealed partial class Migrator(Database database, TimeProvider time, ILogger<Migrator> logger)
{
    private const long AdvisoryLock = 0x5349474E414C;

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="InvalidOperationException">An applied step differs from the embedded one, or the database is newer than this program.</exception>
    public async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        if (database.Kind == DatabaseKind.Postgres)
            await connection.ExecuteAsync("SELECT pg_advisory_lock(@AdvisoryLock)", new { AdvisoryLock });
        try
        {
            await ApplyMissingAsync(connection, cancellation);
        }
        finally
        {
            if (database.Kind == DatabaseKind.Postgres)
                await connection.ExecuteAsync("SELECT pg_advisory_unlock(@AdvisoryLock)", new { AdvisoryLock });
        }
    }

    private async Task ApplyMissingAsync(DbConnection connection, CancellationToken cancellation)
    {
        await connection.ExecuteAsync(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)
            """);
        foreach (var migration in Embedded(database.Kind))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var applied = await connection.QuerySingleOrDefaultAsync<string>(
                "SELECT checksum FROM schema_migrations WHERE number = @Number", new { migration.Number }, transaction);
            var checksum = Checksum(migration);
            if (applied is null)
            {
                await connection.ExecuteAsync(migration.Sql, transaction: transaction);
                await connection.ExecuteAsync(
                    "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (@Number, @Name, @checksum, @now)",
                    new { migration.Number, migration.Name, checksum, now = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
                Log.Applied(logger, migration.Number, migration.Name);
            }
            else if (applied != checksum)
            {
                throw new InvalidOperationException(
                    $"Migration {migration.Number:0000} of this database differs from the one this program carries. Use the release that made the database, or a newer one.");
            }
            await transaction.CommitAsync(cancellation);
        }
    }

    /// <summary>The steps for a kind of database, in order.</summary>
    internal static IReadOnlyList<Migration> Embedded(DatabaseKind kind)
    {
        const string folder = "Storage/Migrations/";
        var other = kind == DatabaseKind.Sqlite ? ".postgres.sql" : ".sqlite.sql";
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. from resource in assembly.GetManifestResourceNames()
               let name = resource.Replace('\\', '/')
               where name.StartsWith(folder, StringComparison.Ordinal) && !name.EndsWith(other, StringComparison.Ordinal)
               let parts = Path.GetFileName(name).Split('_', 2)
               let number = int.Parse(parts[0], CultureInfo.InvariantCulture)
               orderby number
               select new Migration(number, parts[1].Split('.')[0], Read(assembly, resource)),
        ];
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Checksum(Migration migration) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(migration.Sql)));

    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Information, "Applied migration {Number}: {Name}")]
        public static partial void Applied(ILogger logger, int number, string name);
    }
}
