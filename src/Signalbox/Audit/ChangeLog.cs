using System.Data.Common;
using Dapper;

namespace Signalbox.Audit;

/// <summary>The audit trail read as a log of what changed from one version of the registry to another.</summary>
internal static class ChangeLog
{
    /// <summary>The changes after a version in order, at most so many.</summary>
    public static async Task<IReadOnlyList<LoggedChange>> ReadAfterAsync(DbConnection connection, DbTransaction transaction, long version, int limit) =>
        (await connection.QueryAsync<LoggedChange>(
            "SELECT version, object_kind, object_id FROM audit_events WHERE version > @version ORDER BY version LIMIT @limit",
            new { version, limit }, transaction)).AsList();

    /// <summary>
    /// What names a version for good: the first event of it. A registry that was restored from a backup and changed since has the same
    /// numbers with other events. Null when the version has none.
    /// </summary>
    public static Task<string?> NameAsync(DbConnection connection, DbTransaction transaction, long version) =>
        connection.QuerySingleOrDefaultAsync<string?>(
            "SELECT id FROM audit_events WHERE version = @version ORDER BY sequence, id LIMIT 1", new { version }, transaction);

    /// <summary>When the first change after a version was made, Unix milliseconds; null when there is none.</summary>
    public static Task<long?> FirstAfterAsync(DbConnection connection, long version) =>
        connection.QuerySingleAsync<long?>("SELECT MIN(at) FROM audit_events WHERE version > @version", new { version });
}
