using System.Data.Common;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Signalbox.Storage;
using Signalbox.Usage.Rollups;

namespace Signalbox.Usage;

/// <summary>
/// Writes <c>usage_records</c> and <c>usage_calls</c>, for one writer: a batch ends before the next begins. Its reading side is <see cref="UsageQueries"/>.
/// </summary>
internal sealed class UsageStore(Database database, TimeProvider time) : IUsageSink
{
    private static readonly BulkInsert<UsageRecord> InsertServed = new("INTO usage_calls", ServedCallColumns.All, "(request_id) DO NOTHING", "request_id");
    private static readonly BulkInsert<UsageRecord> InsertOthers = new("INTO usage_records", UsageColumns.All, "(request_id) DO NOTHING", "request_id");

    private static readonly BulkInsert<SharedDetails.SharedDetail> InsertDetails = new(
        "INTO usage_details",
        [BulkColumn<SharedDetails.SharedDetail>.OfText("id", d => d.Id), BulkColumn<SharedDetails.SharedDetail>.OfUtf8("detail", d => d.Json)],
        "(id) DO NOTHING", "id");

    private readonly SharedDetails _details = new();
    private readonly UsageGroups _groups = new();
    private readonly DurationParts _durations = new();

    /// <summary>Calls that arrived before may have been written already, and to the other table: by another version, or in a batch of which the end was not heard. Unix milliseconds.</summary>
    private long _doubtfulBefore = time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Whether a batch is being written, or was and came to no end.</summary>
    private bool _isUnderWay;

    /// <inheritdoc/>
    public async Task InsertAsync(IReadOnlyList<UsageRecord> batch, CancellationToken cancellation)
    {
        if (_isUnderWay) _doubtfulBefore = time.GetUtcNow().ToUnixTimeMilliseconds();
        _isUnderWay = true;
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var isWritten = false;
        try
        {
            foreach (var record in batch) record.GroupId = _groups.Of(record)?.Id ?? UsageGroup.NoGroup;
            await InsertDetails.InsertAsync(connection, [.. _details.Assign(batch)], cancellation);
            var added = await InsertAsync(connection, batch, cancellation);
            // Only what was not there yet is added up, and in one transaction with it: a record delivered again counts once here too.
            var tally = new UsageTally();
            foreach (var record in added) tally.Add(record);
            await UsageSumStore.AddAsync(connection, tally, cancellation);
            await ConsumptionStore.AddAsync(connection, added, cancellation);
            await KeyUses.AddAsync(connection, added, cancellation);
            var groups = await RollupStore.AddAsync(connection, _groups, _durations, added, cancellation);
            await transaction.CommitAsync(cancellation);
            (isWritten, _isUnderWay) = (true, false);
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

    /// <summary>Writes each where it belongs.</summary>
    /// <returns>Those that were not there yet.</returns>
    private async Task<IReadOnlyList<UsageRecord>> InsertAsync(DbConnection connection, IReadOnlyList<UsageRecord> batch, CancellationToken cancellation)
    {
        if (batch.Any(record => record.StartedAt < _doubtfulBefore))
        {
            var known = await KnownAsync(connection, [.. batch.Select(record => record.RequestId)], cancellation);
            batch = [.. batch.Where(record => !known.Contains(record.RequestId))];
        }
        var (served, others) = (new List<UsageRecord>(batch.Count), new List<UsageRecord>());
        foreach (var record in batch) (ServedCallColumns.Fit(record) ? served : others).Add(record);
        var added = await InsertServed.InsertAsync(connection, served, cancellation);
        return others.Count == 0 ? added : [.. added, .. await InsertOthers.InsertAsync(connection, others, cancellation)];
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
            const string correction = "SET cost_micros = @cost WHERE request_id = @RequestId AND COALESCE(cost_micros, -1) = @before";
            var changed = await connection.ExecuteAsync(new CommandDefinition(
                $"UPDATE usage_calls {correction}; UPDATE usage_records {correction}",
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
        var deleted = 0;
        foreach (var table in (string[])["usage_calls", "usage_records"])
        {
            if (deleted == most) break;
            deleted += await connection.ExecuteAsync(new CommandDefinition(
                $"""
                DELETE FROM {table} WHERE request_id IN (
                    SELECT request_id FROM {table} WHERE request_id < @before AND group_id IS NOT NULL ORDER BY request_id LIMIT @most)
                """,
                new { before = UsageQueries.FirstIdAt(before), most = most - deleted }, cancellationToken: cancellation));
        }
        return deleted;
    }

    /// <summary>Which of some calls are stored already.</summary>
    public async Task<IReadOnlySet<string>> KnownAsync(IReadOnlyList<string> requestIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await KnownAsync(connection, requestIds, cancellation);
    }

    private async Task<IReadOnlySet<string>> KnownAsync(DbConnection connection, IReadOnlyList<string> requestIds, CancellationToken cancellation)
    {
        var isKnown = database.IsAnyOf("request_id", "requestIds");
        return (await connection.QueryAsync<string>(new CommandDefinition(
            $"SELECT request_id FROM usage_calls WHERE {isKnown} UNION ALL SELECT request_id FROM usage_records WHERE {isKnown}",
            new { requestIds }, cancellationToken: cancellation))).ToHashSet(StringComparer.Ordinal);
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
