using System.Data.Common;
using Dapper;

namespace Signalbox.Storage;

/// <summary>The one number that grows with every committed admin write.</summary>
internal static class RegistryVersion
{
    /// <summary>The current version.</summary>
    public static Task<long> ReadAsync(DbConnection connection, DbTransaction? transaction = null) =>
        connection.QuerySingleAsync<long>("SELECT version FROM registry_version WHERE id = 1", transaction: transaction);

    /// <summary>
    /// The current version, held until the transaction ends, so that writers of all instances follow each other and each sees all that the one before
    /// it did. PostgreSQL ends a transaction whose instance has fallen silent, so that it keeps nobody waiting for long; a transaction of SQLite has
    /// the database to itself from its beginning.
    /// </summary>
    public static Task<long> LockAsync(DbConnection connection, DbTransaction transaction, DatabaseKind kind, CancellationToken cancellation) =>
        kind == DatabaseKind.Sqlite
            ? ReadAsync(connection, transaction)
            : connection.QuerySingleAsync<long>(new CommandDefinition(
                "SET LOCAL idle_in_transaction_session_timeout = '15s'; SELECT version FROM registry_version WHERE id = 1 FOR UPDATE",
                transaction: transaction, cancellationToken: cancellation));

    /// <summary>Raises it by one. Its row lock puts concurrent writers of all instances in one order.</summary>
    public static Task<long> RaiseAsync(DbConnection connection, DbTransaction transaction) =>
        connection.QuerySingleAsync<long>(
            "UPDATE registry_version SET version = version + 1 WHERE id = 1 RETURNING version", transaction: transaction);
}
