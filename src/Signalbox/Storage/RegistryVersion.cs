using System.Data.Common;
using Dapper;
using Npgsql;

namespace Signalbox.Storage;

/// <summary>The one number that grows with every committed admin write.</summary>
internal static class RegistryVersion
{
    /// <summary>The current version.</summary>
    public static Task<long> ReadAsync(DbConnection connection, DbTransaction? transaction = null) =>
        connection.QuerySingleAsync<long>("SELECT version FROM registry_version WHERE id = 1", transaction: transaction);

    /// <summary>
    /// Reads it at the beginning of a write, and keeps the writers of other instances out until the transaction ends: each sees all that the one
    /// before it did. PostgreSQL ends a transaction whose instance has fallen silent, so that it keeps nobody waiting for long; SQLite has one
    /// writer anyway.
    /// </summary>
    public static Task<long> LockAsync(DbConnection connection, DbTransaction transaction) => connection is NpgsqlConnection
        ? connection.QuerySingleAsync<long>(
            "SET LOCAL idle_in_transaction_session_timeout = '15s'; SELECT version FROM registry_version WHERE id = 1 FOR UPDATE", transaction: transaction)
        : ReadAsync(connection, transaction);

    /// <summary>Raises it by one.</summary>
    public static Task<long> RaiseAsync(DbConnection connection, DbTransaction transaction) =>
        connection.QuerySingleAsync<long>(
            "UPDATE registry_version SET version = version + 1 WHERE id = 1 RETURNING version", transaction: transaction);
}
