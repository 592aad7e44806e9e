using Dapper;
using Signalbox.Storage;

namespace Signalbox.Quality.Contracts;

/// <summary>SQL over <c>quality_standings</c>: how each contract stood when it was last looked at.</summary>
internal sealed class StandingStore(Database database)
{
    /// <summary>Takes the next look at a contract for this instance: of several that ask at once, one gets it.</summary>
    /// <param name="contractId">The contract.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="dueBefore">Nobody gets it while the last look was after this.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> TryTakeAsync(string contractId, long now, long dueBefore, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteAsync(
            """
            INSERT INTO quality_standings (contract_id, standing, since, evaluated_at, bounds) VALUES (@contractId, 'unknown', @now, @now, '[]')
            ON CONFLICT (contract_id) DO UPDATE SET evaluated_at = @now WHERE quality_standings.evaluated_at <= @dueBefore
            """, new { contractId, now, dueBefore }) == 1;
    }

    /// <summary>Notes how a contract stands. It has stood so since it last stood otherwise.</summary>
    public async Task PutAsync(StandingRow row, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync(
            """
            INSERT INTO quality_standings (contract_id, standing, since, evaluated_at, bounds) VALUES (@ContractId, @Standing, @Since, @EvaluatedAt, @Bounds)
            ON CONFLICT (contract_id) DO UPDATE SET
                since = CASE WHEN quality_standings.standing = @Standing THEN quality_standings.since ELSE @Since END,
                standing = @Standing, evaluated_at = @EvaluatedAt, bounds = @Bounds
            """, row);
    }
}
