using Dapper;
using Signalbox.Storage;

namespace Signalbox.Responses;

/// <summary>Reads and writes <c>kept_responses</c>.</summary>
internal sealed class KeptResponseStore(Database database)
{
    /// <summary>Inserts or replaces rows and deletes others, in one transaction.</summary>
    public async Task WriteAsync(IReadOnlyList<KeptResponseRow> kept, IReadOnlyList<KeptResponse> deleted, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO kept_responses (key_id, id, provider_id, previous_id, created_at, content)
            VALUES (@KeyId, @Id, @ProviderId, @PreviousId, @CreatedAt, @Content)
            ON CONFLICT (key_id, id) DO UPDATE SET
                provider_id = excluded.provider_id, previous_id = excluded.previous_id, created_at = excluded.created_at, content = excluded.content
            """,
            kept, transaction, cancellationToken: cancellation));
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM kept_responses WHERE key_id = @KeyId AND id = @Id", deleted.Select(r => new { r.KeyId, r.Id }), transaction, cancellationToken: cancellation));
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>A response, unless it is older than the time.</summary>
    public async Task<KeptResponseRow?> FindAsync(string keyId, string id, long since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<KeptResponseRow>(new CommandDefinition(
            """
            SELECT key_id, id, provider_id, previous_id, created_at, content FROM kept_responses
            WHERE key_id = @keyId AND id = @id AND created_at >= @since
            """,
            new { keyId, id, since }, cancellationToken: cancellation));
    }

    /// <summary>
    /// A response and all it goes on from, in no order; null when that is more than so many characters. Ids are an upstream's, so that even a circle
    /// must end: UNION leaves it at one round.
    /// </summary>
    public async Task<IReadOnlyList<KeptResponseRow>?> FindChainAsync(string keyId, string id, long since, long mostCharacters, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = connection.QueryUnbufferedAsync<KeptResponseRow>(
            """
            WITH RECURSIVE chain (id, previous_id) AS (
                SELECT id, previous_id FROM kept_responses WHERE key_id = @keyId AND id = @id AND created_at >= @since
                UNION
                SELECT earlier.id, earlier.previous_id FROM kept_responses earlier JOIN chain ON earlier.id = chain.previous_id
                WHERE earlier.key_id = @keyId AND earlier.created_at >= @since)
            SELECT kept.key_id, kept.id, kept.provider_id, kept.previous_id, kept.created_at, kept.content
            FROM kept_responses kept JOIN chain ON kept.id = chain.id
            WHERE kept.key_id = @keyId
            """,
            new { keyId, id, since });
        var found = new List<KeptResponseRow>();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if ((mostCharacters -= row.Content?.Length ?? 0) < 0) return null;
            found.Add(row);
        }
        return found;
    }

    /// <summary>Deletes responses of a key, at most so many.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DeleteOfAsync(string keyId, int most, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM kept_responses WHERE key_id = @keyId AND id IN (
                SELECT id FROM kept_responses WHERE key_id = @keyId ORDER BY id LIMIT @most)
            """,
            new { keyId, most }, cancellationToken: cancellation));
    }

    /// <summary>Deletes responses older than the time, at most so many.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DeleteExpiredAsync(long before, int most, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM kept_responses WHERE (key_id, id) IN (
                SELECT key_id, id FROM kept_responses WHERE created_at < @before ORDER BY created_at LIMIT @most)
            """,
            new { before, most }, cancellationToken: cancellation));
    }
}
