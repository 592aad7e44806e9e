using Dapper;
using Signalbox.Storage;

namespace Signalbox.Alerts.Slos;

/// <summary>SQL over <c>slo_counts</c>.</summary>
internal sealed class SloCountStore(Database database)
{
    /// <summary>The first and the last quarter that is counted by some terms; nulls when none is.</summary>
    public async Task<(long? First, long? Last)> EndsAsync(SloRow slo, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleAsync<(long?, long?)>("SELECT MIN(at), MAX(at) FROM slo_counts WHERE slo_id = @Id AND terms_hash = @TermsHash", new { slo.Id, slo.TermsHash });
    }

    /// <summary>Puts quarters in the place of what was counted of them before.</summary>
    public async Task PutAsync(IReadOnlyList<SloCountRow> rows, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(
            """
            INSERT INTO slo_counts (slo_id, at, good, total, terms_hash) VALUES (@SloId, @At, @Good, @Total, @TermsHash)
            ON CONFLICT (slo_id, at) DO UPDATE SET good = excluded.good, total = excluded.total, terms_hash = excluded.terms_hash
            """, rows, transaction);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The counts from a time on, in order.</summary>
    public async Task<IReadOnlyList<SloCountRow>> ListAsync(SloRow slo, long since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<SloCountRow>(
            "SELECT slo_id, at, good, total, terms_hash FROM slo_counts WHERE slo_id = @Id AND terms_hash = @TermsHash AND at >= @since ORDER BY at", new { slo.Id, slo.TermsHash, since })).AsList();
    }

    /// <summary>Deletes what no objective needs any more.</summary>
    public async Task PruneAsync(long before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync("DELETE FROM slo_counts WHERE at < @before OR slo_id NOT IN (SELECT id FROM slos)", new { before });
    }
}
