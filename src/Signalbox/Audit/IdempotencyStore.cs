namespace Signalbox.Audit;

/// <summary>SQL over <c>idempotency_keys</c>; rows live for a day.</summary>
internal static class IdempotencyStore
{
    private const long LifetimeMilliseconds = 86_400_000;

    /// <summary>What a subject's key answered, or null.</summary>
    public static Task<IdempotencyRow?> FindAsync(AdminTransaction transaction, string subject, string key) =>
        transaction.QueryOneAsync<IdempotencyRow>(
            "SELECT subject, key, request_hash, status, response, created_at FROM idempotency_keys WHERE subject = @subject AND key = @key AND created_at > @oldest",
            new { subject, key, oldest = transaction.NowMilliseconds - LifetimeMilliseconds });

    /// <summary>Keeps an answer, and forgets those that are too old.</summary>
    public static async Task InsertAsync(AdminTransaction transaction, IdempotencyRow row)
    {
        await transaction.ExecuteAsync(
            "DELETE FROM idempotency_keys WHERE created_at <= @oldest", new { oldest = transaction.NowMilliseconds - LifetimeMilliseconds });
        await transaction.ExecuteAsync(
            "INSERT INTO idempotency_keys (subject, key, request_hash, status, response, created_at) VALUES (@Subject, @Key, @RequestHash, @Status, @Response, @CreatedAt)", row);
    }
}

/// <summary>A row of <c>idempotency_keys</c>; the response is encrypted.</summary>
internal sealed record IdempotencyRow(string Subject, string Key, string RequestHash, long Status, string Response, long CreatedAt);
