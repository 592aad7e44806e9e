using System.Data.Common;
using Dapper;

namespace Signalbox.Audit;

/// <summary>The audit trail read as a log of what changed from one version of the registry to another.</summary>
internal static class ChangeLog
{
    /// <summary>When the first change after a version was made, Unix milliseconds; null when there is none.</summary>
    public static Task<long?> FirstAfterAsync(DbConnection connection, long version) =>
        connection.QuerySingleAsync<long?>("SELECT MIN(at) FROM audit_events WHERE version > @version", new { version });
}
