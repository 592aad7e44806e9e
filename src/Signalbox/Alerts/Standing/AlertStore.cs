using System.Data.Common;
using Dapper;
using Signalbox.Admin;
using Signalbox.Storage;

namespace Signalbox.Alerts.Standing;

/// <summary>SQL over <c>alerts</c>.</summary>
internal sealed class AlertStore(Database database)
{
    private const string Columns =
        """
        id, rule_id, rule_name, kind, severity, subject, subject_name, state, level, value, threshold, unit, summary, started_at, fired_at, resolved_at, clear_since, known_at, told_at,
        told_level, messages, revision
        """;

    private const string Select =
        """
        SELECT a.id, a.rule_id, a.rule_name, a.kind, a.severity, a.subject, a.subject_name, a.state, a.level, a.value, a.threshold, a.unit, a.summary, a.started_at, a.fired_at, a.resolved_at,
               a.clear_since, a.known_at, a.told_at, a.told_level, a.messages, a.revision, k.actor AS acknowledged_by, k.note AS acknowledged_note, k.at AS acknowledged_at
        FROM alerts a LEFT JOIN alert_acknowledgements k ON k.alert_id = a.id
        """;

    /// <summary>All that are not over.</summary>
    public async Task<IReadOnlyList<AlertRow>> ListOpenAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<AlertRow>($"{Select} WHERE a.state <> 'resolved' ORDER BY a.id")).AsList();
    }

    /// <summary>A page, newest first.</summary>
    /// <param name="states">Those that stand so.</param>
    /// <param name="rule">Those of a rule; null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<AlertRow>> ListAsync(IReadOnlyList<string> states, string? rule, PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<AlertRow>(
            $"{Select} WHERE {database.IsAnyOf("a.state", "states")} AND (@rule = '' OR a.rule_id = @rule) AND (@cursor = '' OR a.id < @cursor) ORDER BY a.id DESC LIMIT @limit",
            new { states = states.ToArray(), rule = rule ?? "", cursor = page.Cursor ?? "", limit = page.Limit + 1 })).AsList();
    }

    /// <summary>One, or null.</summary>
    public async Task<AlertRow?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<AlertRow>($"{Select} WHERE a.id = @id", new { id });
    }

    /// <summary>Runs a step of an alert: the row's change and what goes out with it, or neither.</summary>
    /// <returns>Whether it was this instance's step: another may have been first.</returns>
    public async Task<bool> StepAsync(Func<DbTransaction, Task<bool>> step, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            if (!await step(transaction)) return false;
            await transaction.CommitAsync(cancellation);
            return true;
        }
        catch (Exception failure) when (Database.IsDuplicate(failure))
        {
            return false;
        }
    }

    /// <summary>Opens an alert. Of several that do at once, one succeeds.</summary>
    public static async Task<bool> InsertAsync(DbTransaction transaction, AlertRow row) => await transaction.Connection!.ExecuteAsync(
        $"""
        INSERT INTO alerts ({Columns})
        VALUES (@Id, @RuleId, @RuleName, @Kind, @Severity, @Subject, @SubjectName, @State, @Level, @Value, @Threshold, @Unit, @Summary, @StartedAt, @FiredAt, @ResolvedAt, @ClearSince, @KnownAt,
                @ToldAt, @ToldLevel, @Messages, @Revision)
        """, row, transaction) == 1;

    /// <summary>Moves an alert on, if it still stands as it was read.</summary>
    public static async Task<bool> UpdateAsync(DbTransaction transaction, AlertRow row) => await transaction.Connection!.ExecuteAsync(
        """
        UPDATE alerts SET subject_name = @SubjectName, state = @State, level = @Level, value = @Value, threshold = @Threshold, unit = @Unit, summary = @Summary, fired_at = @FiredAt,
            resolved_at = @ResolvedAt, clear_since = @ClearSince, known_at = @KnownAt, told_at = @ToldAt, told_level = @ToldLevel, messages = @Messages, revision = revision + 1
        WHERE id = @Id AND revision = @Revision
        """, row, transaction) == 1;

    /// <summary>Forgets a first sign that came to nothing.</summary>
    public static async Task<bool> DeleteAsync(DbTransaction transaction, AlertRow row) =>
        await transaction.Connection!.ExecuteAsync("DELETE FROM alerts WHERE id = @Id AND revision = @Revision", row, transaction) == 1;

    /// <summary>Deletes what was over before a time.</summary>
    public async Task PruneAsync(long before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync("DELETE FROM alerts WHERE resolved_at < @before", new { before });
    }
}
