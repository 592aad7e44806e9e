using System.Globalization;
using Dapper;
using Signalbox.Storage;

namespace Signalbox.Usage.Rollups;

/// <summary>Keeps <c>report_progress</c>: up to when jobs have gone through the table of calls, Unix milliseconds.</summary>
internal sealed class RollupProgress(Database database)
{
    /// <summary>All calls that arrived before are in the sums.</summary>
    public const string RolledUp = "rolled-up-before";

    /// <summary>Single calls that arrived before were deleted.</summary>
    public const string Pruned = "pruned-before";

    /// <summary>Where a job stands; null when it has not begun.</summary>
    public async Task<long?> ReadAsync(string name, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var value = await connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition("SELECT value FROM report_progress WHERE name = @name", new { name }, cancellationToken: cancellation));
        return value is null ? null : long.Parse(value, CultureInfo.InvariantCulture);
    }

    /// <summary>Notes where it stands.</summary>
    public async Task WriteAsync(string name, long at, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO report_progress (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            new { name, value = at.ToString(CultureInfo.InvariantCulture) }, cancellationToken: cancellation));
    }
}
