using Dapper;
using Signalbox.Admin;
using Signalbox.Audit.Chain;
using Signalbox.Storage;

namespace Signalbox.Audit;

/// <summary>The append-only, hash-chained trail in <c>audit_events</c>, and its end in <c>audit_head</c>.</summary>
internal sealed class AuditStore(Database database, TimeProvider time)
{
    private const string Columns =
        """
        id, sequence, at, actor, action, object_kind, object_id, object_name, before_state, after_state, reason, request_id, remote_address, version,
        previous_hash, hash
        """;

    /// <summary>Appends a transaction's events to the chain. The transaction holds the registry's version, so that no one else can append meanwhile.</summary>
    public async Task AppendAsync(AdminTransaction transaction, long version)
    {
        var head = await ReadHeadAsync(transaction);
        foreach (var entry in transaction.Events)
        {
            var row = Chained(head, new AuditRow
            {
                Id = EntityIds.New(time),
                At = transaction.NowMilliseconds,
                Actor = transaction.Actor.Name,
                Action = entry.Action,
                ObjectKind = entry.ObjectKind,
                ObjectId = entry.ObjectId,
                ObjectName = entry.ObjectName,
                BeforeState = entry.Before?.ToJsonString(),
                AfterState = entry.After?.ToJsonString(),
                Reason = transaction.Actor.Reason,
                RequestId = transaction.Actor.RequestId,
                RemoteAddress = transaction.Actor.RemoteAddress,
                Version = version,
            });
            await InsertAsync(transaction, row);
            head = new AuditHead(row.Sequence, row.Hash);
        }
        await MoveHeadAsync(transaction, head);
    }

    /// <summary>Gives events that have none a place in the chain, in the order in which they were committed.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<long> ChainEarlierAsync(AdminTransaction transaction)
    {
        const int page = 1000;
        var head = await ReadHeadAsync(transaction);
        long count = 0;
        while (true)
        {
            var rows = await transaction.QueryAsync<AuditRow>(
                $"SELECT {Columns} FROM audit_events WHERE sequence IS NULL ORDER BY version, id LIMIT @page", new { page });
            foreach (var earlier in rows)
            {
                var row = Chained(head, earlier);
                await transaction.ExecuteAsync("UPDATE audit_events SET sequence = @Sequence, previous_hash = @PreviousHash, hash = @Hash WHERE id = @Id", row);
                head = new AuditHead(row.Sequence, row.Hash);
            }
            count += rows.Count;
            if (rows.Count < page) break;
        }
        await MoveHeadAsync(transaction, head);
        return count;
    }

    /// <summary>One event, or null.</summary>
    public async Task<AuditRow?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<AuditRow>($"SELECT {Columns} FROM audit_events WHERE id = @id AND sequence IS NOT NULL", new { id });
    }

    /// <summary>Newest first.</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="before">Only events before this one; null from the newest on.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellation">Ends the query.</param>
    public Task<IReadOnlyList<AuditRow>> ListAsync(AuditFilter filter, long? before, int limit, CancellationToken cancellation) =>
        ReadAsync(filter, before is null ? "sequence IS NOT NULL" : "sequence < @before", "DESC", new { before, limit }, cancellation);

    /// <summary>Oldest first, from after one event up to another.</summary>
    public Task<IReadOnlyList<AuditRow>> ReadForwardAsync(AuditFilter filter, long after, long upTo, int limit, CancellationToken cancellation) =>
        ReadAsync(filter, "sequence > @after AND sequence <= @upTo", "ASC", new { after, upTo, limit }, cancellation);

    /// <summary>How the trail ends.</summary>
    public async Task<AuditEnds> ReadEndsAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleAsync<AuditEnds>(
            """
            SELECT sequence, hash, COALESCE((SELECT MAX(sequence) FROM audit_events), 0) AS last_sequence,
                   (SELECT COUNT(*) FROM audit_events WHERE sequence IS NULL) AS unchained
            FROM audit_head WHERE id = 1
            """);
    }

    private async Task<IReadOnlyList<AuditRow>> ReadAsync(AuditFilter filter, string place, string order, object placeParameters, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters(placeParameters);
        parameters.AddDynamicParams(new
        {
            filter.Actor, filter.Action, filter.ObjectKind, filter.ObjectId, filter.Version, filter.RequestId,
            since = filter.Since?.ToUnixTimeMilliseconds(), until = filter.Until?.ToUnixTimeMilliseconds(),
            text = filter.Text is null ? null : LikePattern.Containing(filter.Text),
        });
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<AuditRow>(new CommandDefinition(
            $"""
            SELECT {Columns} FROM audit_events
            WHERE {string.Join(" AND ", [place, .. Conditions(filter)])}
            ORDER BY sequence {order}
            LIMIT @limit
            """,
            parameters, cancellationToken: cancellation))).AsList();
    }

    /// <summary>Only what is asked for goes into the statement, so that the planner can tell which index serves it.</summary>
    private static IEnumerable<string> Conditions(AuditFilter filter)
    {
        if (filter.Actor is not null) yield return "actor = @Actor";
        if (filter.Action is not null) yield return "action = @Action";
        if (filter.ObjectKind is not null) yield return "object_kind = @ObjectKind";
        if (filter.ObjectId is not null) yield return "object_id = @ObjectId";
        if (filter.Text is not null) yield return "LOWER(object_name) LIKE @text ESCAPE '!'";
        if (filter.Since is not null) yield return "at >= @since";
        if (filter.Until is not null) yield return "at < @until";
        if (filter.Version is not null) yield return "version = @Version";
        if (filter.RequestId is not null) yield return "request_id = @RequestId";
    }

    private static AuditRow Chained(AuditHead head, AuditRow row)
    {
        var next = row with { Sequence = head.Sequence + 1, PreviousHash = head.Hash };
        return next with { Hash = AuditHash.Of(next) };
    }

    private static async Task<AuditHead> ReadHeadAsync(AdminTransaction transaction) =>
        await transaction.QueryOneAsync<AuditHead>("SELECT sequence, hash FROM audit_head WHERE id = @one", new { one = 1 })
        ?? throw new InvalidDataException("The audit trail's end (audit_head) is gone from the database, so that nothing can be appended to the trail. Restore it.");

    private static Task<int> MoveHeadAsync(AdminTransaction transaction, AuditHead head) =>
        transaction.ExecuteAsync("UPDATE audit_head SET sequence = @Sequence, hash = @Hash WHERE id = 1", head);

    private static Task<int> InsertAsync(AdminTransaction transaction, AuditRow row) => transaction.ExecuteAsync(
        $"""
        INSERT INTO audit_events ({Columns})
        VALUES (@Id, @Sequence, @At, @Actor, @Action, @ObjectKind, @ObjectId, @ObjectName, @BeforeState, @AfterState, @Reason, @RequestId, @RemoteAddress, @Version,
                @PreviousHash, @Hash)
        """, row);
}
