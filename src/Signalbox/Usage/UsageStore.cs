using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Signalbox.Storage;
using Signalbox.Usage.Rollups;

namespace Signalbox.Usage;

/// <summary>Writes <c>usage_records</c>, for one writer: a batch ends before the next begins. Its reading side is <see cref="UsageQueries"/>.</summary>
internal sealed class UsageStore(Database database) : IUsageSink
{
    private static readonly BulkInsert<UsageRecord> Insert = new("INTO usage_records", UsageColumns.All, "(request_id) DO NOTHING", "request_id");

    private static readonly BulkInsert<SharedDetails.SharedDetail> InsertDetails = new(
        "INTO usage_details",
        [BulkColumn<SharedDetails.SharedDetail>.OfText("id", d => d.Id), BulkColumn<SharedDetails.SharedDetail>.OfUtf8("detail", d => d.Json)],
        "(id) DO NOTHING", "id");

    private readonly SharedDetails _details = new();
    private readonly UsageGroups _groups = new();
    private readonly DurationParts _durations = new();

    /// <inheritdoc/>
    public async Task InsertAsync(IReadOnlyList<UsageRecord> batch, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var isWritten = false;
        try
        {
            foreach (var record in batch) record.GroupId = _groups.Of(record)?.Id ?? UsageGroup.NoGroup;
            await InsertDetails.InsertAsync(connection, [.. _details.Assign(batch)], cancellation);
            var added = await Insert.InsertAsync(connection, batch, cancellation);
            // Only what was not there yet is added up, and in one transaction with it: a record delivered again counts once here too.
            var tally = new UsageTally();
            foreach (var record in added) tally.Add(record);
            await UsageSumStore.AddAsync(connection, tally, cancellation);
            await ConsumptionStore.AddAsync(connection, added, cancellation);
            var groups = await RollupStore.AddAsync(connection, _groups, _durations, added, cancellation);
            await transaction.CommitAsync(cancellation);
            isWritten = true;
            foreach (var group in groups) group.IsStored = true;
        }
        catch (Exception failure) when (IsAboutTheData(failure))
        {
            throw new RecordRejectedException("The database does not take a record of the batch.", failure);
        }
        finally
        {
            if (!isWritten) _durations.Forget();
        }
    }

    /// <summary>Adds calls to the sums of their groups that are in none yet. Those that another instance added meanwhile are left alone.</summary>
    public async Task AddToSumsAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellation)
    {
        var groups = new UsageGroups();
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var added = new List<UsageRecord>(records.Count);
        // One after the other: this happens once in the life of a database, and tells for each whether it was this instance that did it.
        foreach (var record in records)
        {
            var changed = await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE usage_records SET group_id = @GroupId WHERE request_id = @RequestId AND group_id IS NULL",
                new { GroupId = groups.Of(record)?.Id ?? UsageGroup.NoGroup, record.RequestId }, transaction, cancellationToken: cancellation));
            if (changed > 0) added.Add(record);
        }
        await RollupStore.AddAsync(connection, groups, new DurationParts(), added, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Gives calls other costs, in all sums they are in too, in one transaction. A call whose cost has changed meanwhile is left alone.</summary>
    /// <returns>Those that were made.</returns>
    public async Task<IReadOnlyList<CostChange>> CorrectAsync(IReadOnlyList<CostChange> changes, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (rollups, made) = (new RollupTally(), new List<CostChange>(changes.Count));
        foreach (var change in changes)
        {
            var (record, cost) = (change.Record, change.Cost);
            var changed = await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE usage_records SET cost_micros = @cost WHERE request_id = @RequestId AND COALESCE(cost_micros, -1) = @before",
                new { cost, record.RequestId, before = record.CostMicros ?? -1 }, transaction, cancellationToken: cancellation));
            if (changed == 0) continue;
            made.Add(change);
            if (record.GroupId != UsageGroup.NoGroup) rollups.Of(record.StartedAt, record.GroupId).Correct(record.CostMicros, cost, record.UpstreamCostMicros is not null);
        }
        await RollupStore.CorrectAsync(connection, rollups, cancellation);
        await UsageSumStore.CorrectAsync(connection, made, cancellation);
        await ConsumptionStore.CorrectAsync(connection, made, cancellation);
        await transaction.CommitAsync(cancellation);
        return made;
    }

    /// <summary>Deletes the oldest calls that arrived before a time and are in the sums.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DeleteBeforeAsync(long before, int most, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM usage_records WHERE request_id IN (
                SELECT request_id FROM usage_records WHERE request_id < @before AND group_id IS NOT NULL ORDER BY request_id LIMIT @most)
            """,
            new { before = UsageQueries.FirstIdAt(before), most }, cancellationToken: cancellation));
    }

    /// <summary>
    /// Whether a value was refused, as opposed to the statement: a missing table or permission says nothing about a record. PostgreSQL's classes:
    /// 22 data, 23 constraint, 54 too large (https://www.postgresql.org/docs/current/errcodes-appendix.html). SQLite's codes: 18 too big,
    /// 19 constraint, 20 mismatch, 25 range (https://www.sqlite.org/rescode.html).
    /// </summary>
    private static bool IsAboutTheData(Exception failure) => failure switch
    {
        PostgresException postgres => postgres.SqlState is [.. "22", _, _, _] or [.. "23", _, _, _] or [.. "54", _, _, _],
        SqliteException sqlite => sqlite.SqliteErrorCode is 18 or 19 or 20 or 25,
        ArgumentException or FormatException or OverflowException or JsonException => true,
        _ => false,
    };
}
