using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Signalbox.Storage;

namespace Signalbox.Usage;

/// <summary>Writes <c>usage_records</c>, for one writer: a batch ends before the next begins. Its reading side is <see cref="UsageQueries"/>.</summary>
internal sealed class UsageStore(Database database) : IUsageSink
{
    private static readonly BulkInsert<UsageRecord> Insert = new("usage_records", UsageColumns.All, "(request_id) DO NOTHING", "request_id");

    private static readonly BulkInsert<SharedDetails.SharedDetail> InsertDetails = new(
        "usage_details",
        [BulkColumn<SharedDetails.SharedDetail>.OfText("id", d => d.Id), BulkColumn<SharedDetails.SharedDetail>.OfUtf8("detail", d => d.Json)],
        "(id) DO NOTHING", "id");

    private readonly SharedDetails _details = new();

    /// <inheritdoc/>
    public async Task InsertAsync(IReadOnlyList<UsageRecord> batch, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await InsertDetails.InsertAsync(connection, [.. _details.Assign(batch)], cancellation);
            var added = await Insert.InsertAsync(connection, batch, cancellation);
            // Only what was not there yet is added up, and in one transaction with it: a record delivered again counts once here too.
            var tally = new UsageTally();
            foreach (var record in added) tally.Add(record);
            await UsageSumStore.AddAsync(connection, tally, cancellation);
            await ConsumptionStore.AddAsync(connection, added, cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (Exception failure) when (IsAboutTheData(failure))
        {
            throw new RecordRejectedException("The database does not take a record of the batch.", failure);
        }
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
