using Dapper;
using Signalbox.Storage;

namespace Signalbox.Alerts.Evaluation;

/// <summary>SQL over <c>alert_looks</c>: who looks at which rule or objective, and what was seen.</summary>
internal sealed class LookStore(Database database)
{
    /// <summary>Takes the next look for this instance: of several that ask at once, one gets it.</summary>
    /// <param name="id">The rule or objective.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="dueBefore">Nobody gets it while the last look was after this.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> TryTakeAsync(string id, long now, long dueBefore, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteAsync(
            """
            INSERT INTO alert_looks (rule_id, looked_at, problem, readings) VALUES (@id, @now, NULL, '[]')
            ON CONFLICT (rule_id) DO UPDATE SET looked_at = @now WHERE alert_looks.looked_at <= @dueBefore
            """, new { id, now, dueBefore }) == 1;
    }

    /// <summary>Keeps what was seen.</summary>
    public async Task PutAsync(string id, string? problem, string readings, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync("UPDATE alert_looks SET problem = @problem, readings = @readings WHERE rule_id = @id", new { id, problem, readings });
    }

    /// <summary>Deletes what was not looked at since a time: what is gone.</summary>
    public async Task PruneAsync(long before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync("DELETE FROM alert_looks WHERE looked_at < @before", new { before });
    }
}
