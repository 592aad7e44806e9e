using Dapper;
using Signalbox.Admin;
using Signalbox.Storage;

namespace Signalbox.Audit;

/// <summary>The append-only trail in <c>audit_events</c>.</summary>
internal sealed class AuditStore(Database database, TimeProvider time)
{
    /// <summary>Appends a transaction's events.</summary>
    public async Task AppendAsync(AdminTransaction transaction, long version)
    {
        foreach (var entry in transaction.Events)
            await transaction.ExecuteAsync(
                """
                INSERT INTO audit_events (id, at, actor, action, object_kind, object_id, object_name, before_state, after_state, request_id, remote_address, version)
                VALUES (@id, @at, @actor, @Action, @ObjectKind, @ObjectId, @ObjectName, @before, @after, @requestId, @remoteAddress, @version)
                """,
                new
                {
                    id = EntityIds.New(time),
                    at = transaction.NowMilliseconds,
                    actor = transaction.Actor.Name,
                    entry.Action,
                    entry.ObjectKind,
                    entry.ObjectId,
                    entry.ObjectName,
                    before = entry.Before?.ToJsonString(),
                    after = entry.After?.ToJsonString(),
                    requestId = transaction.Actor.RequestId,
                    remoteAddress = transaction.Actor.RemoteAddress,
                    version,
                });
    }

    /// <summary>Newest first; one row more than the limit, so that the caller sees whether there is a next page.</summary>
    public async Task<IReadOnlyList<AuditRow>> ListAsync(
        string? objectKind, string? objectId, PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<AuditRow>(
            """
            SELECT id, at, actor, action, object_kind, object_id, object_name, before_state, after_state, request_id, remote_address, version
            FROM audit_events
            WHERE (@objectKind IS NULL OR object_kind = @objectKind)
              AND (@objectId IS NULL OR object_id = @objectId)
              AND (@cursor IS NULL OR id < @cursor)
            ORDER BY id DESC
            LIMIT @limit
            """,
            new { objectKind, objectId, cursor = page.Cursor, limit = page.Limit + 1 })).AsList();
    }
}
