using Dapper;
using Signalbox.Storage;

namespace Signalbox.Limits;

/// <summary>SQL over <c>lowered_costs</c>.</summary>
internal sealed class LoweredCostStore(Database database)
{
    /// <summary>Adds to what is there, and deletes what is of windows before a time.</summary>
    public async Task AddAsync(IReadOnlyList<LoweredCost> more, long before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // In one order, so that two instances do not wait for each other.
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO lowered_costs (limit_identity, window_start, micros) VALUES (@LimitIdentity, @WindowStart, @Micros)
            ON CONFLICT (limit_identity, window_start) DO UPDATE SET micros = lowered_costs.micros + excluded.micros
            """, more.OrderBy(one => one.LimitIdentity, StringComparer.Ordinal).ThenBy(one => one.WindowStart), transaction, cancellationToken: cancellation));
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM lowered_costs WHERE window_start < @before", new { before }, transaction, cancellationToken: cancellation));
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>All there is.</summary>
    public async Task<IReadOnlyList<LoweredCost>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<LoweredCost>(new CommandDefinition("SELECT limit_identity, window_start, micros FROM lowered_costs", cancellationToken: cancellation))).AsList();
    }
}
