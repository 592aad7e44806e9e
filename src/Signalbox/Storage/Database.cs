using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Signalbox.Storage;

/// <summary>
/// Opens connections to the one database. All statements are written to run on both kinds: ids and names are TEXT,
/// numbers, flags (0 or 1) and times (Unix milliseconds, UTC) are BIGINT, structured values are JSON in TEXT.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly DbDataSource? _postgres;
    private readonly DatabaseOptions _options;

    public Database(DatabaseOptions options)
    {
        _options = options;
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        if (options.Kind == DatabaseKind.Postgres) _postgres = Postgres(options.ConnectionString);
    }

    // Its driver is loaded where it is used, and not where there is SQLite.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DbDataSource Postgres(string connectionString) => NpgsqlFactory.Instance.CreateDataSource(connectionString);

    /// <summary>SQLite or PostgreSQL.</summary>
    public DatabaseKind Kind => _options.Kind;

    /// <summary>Opens a pooled connection. SQLite runs in WAL mode, so that readers and the one writer do not wait for each other.</summary>
    /// <exception cref="DbException">The database is away.</exception>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        if (_postgres is not null) return await _postgres.OpenConnectionAsync(cancellation);
        var connection = new SqliteConnection(_options.ConnectionString);
        await connection.OpenAsync(cancellation);
        // Checkpoints further apart write a page that changed often once. What a savepoint may have to undo is kept in memory, not in files.
        await connection.ExecuteAsync(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 10000; PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY");
        return connection;
    }

    /// <summary>The condition that a column has one of a parameter's values: the one thing Dapper spells differently for the two.</summary>
    /// <param name="column">The column.</param>
    /// <param name="parameter">Name of a list parameter, without the @.</param>
    public string IsAnyOf(string column, string parameter) =>
        Kind == DatabaseKind.Postgres ? $"{column} = ANY(@{parameter})" : $"{column} IN @{parameter}";

    /// <summary>Begins a transaction that reads one consistent state and blocks no writer.</summary>
    public static DbTransaction BeginRead(DbConnection connection) => connection is SqliteConnection sqlite
        ? sqlite.BeginTransaction(deferred: true)
        : connection.BeginTransaction(IsolationLevel.RepeatableRead);

    /// <summary>Whether a failure says that the database cannot be reached or used now, as opposed to a fault in a statement.</summary>
    public static bool IsAway(Exception failure) => failure switch
    {
        PostgresException postgres => postgres.SqlState is [.. "57", _, _, _] or [.. "53", _, _, _] or [.. "08", _, _, _] or "25006",
        NpgsqlException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 or 8 or 10 or 11 or 13 or 14 or 26,
        TimeoutException => true,
        _ => failure.InnerException is { } inner && IsAway(inner),
    };

    /// <summary>Whether a failure says that a unique constraint was violated.</summary>
    public static bool IsDuplicate(Exception failure) => failure switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 2067 or 1555,
        _ => false,
    };

    /// <summary>Closes the pooled connections. Those in use close when they are given back.</summary>
    public ValueTask DisposeAsync()
    {
        if (_postgres is not null) return _postgres.DisposeAsync();
        using var pool = new SqliteConnection(_options.ConnectionString);
        SqliteConnection.ClearPool(pool);
        return ValueTask.CompletedTask;
    }
}
