using Dapper;
using Signalbox.Storage;

namespace Signalbox.Usage;

/// <summary>Reads the calls that routing is tried on.</summary>
internal sealed class RecordedCallStore(Database database)
{
    /// <summary>The newest calls of a target that an upstream answered, newest first.</summary>
    /// <param name="target">The model or route group asked for.</param>
    /// <param name="since">Unix milliseconds.</param>
    /// <param name="most">How many.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<RecordedCall>> ListAsync(string target, long since, int most, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var parameters = new DynamicParameters(new { target, sinceId = UsageQueries.FirstIdAt(since), most });
        var ranges = await CallRanges.FindAsync(connection, "g.target = @target", parameters, since, long.MaxValue, most, cancellation);
        return (await connection.QueryAsync<RecordedCall>(new CommandDefinition(
            $"""
            SELECT * FROM ({NewestOf("served_calls", ranges)}) served
            UNION ALL
            SELECT * FROM ({NewestOf("usage_records", "request_id >= @sinceId")}) others
            ORDER BY request_id DESC LIMIT @most
            """, parameters, cancellationToken: cancellation))).AsList();
    }

    private static string NewestOf(string table, string arrived) =>
        $"""
        SELECT request_id, started_at, stream, tokens_input, tokens_output, organization_id, team_id, project_id, user_id, key_id,
               COALESCE((SELECT shared.detail FROM usage_details shared WHERE shared.id = calls.detail_id), detail) AS detail
        FROM {table} calls
        WHERE model = @target AND {arrived} AND key_id IS NOT NULL AND status = {(int)CallStatus.Success}
        ORDER BY request_id DESC LIMIT @most
        """;
}
