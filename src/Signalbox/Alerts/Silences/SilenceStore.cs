using Dapper;
using Signalbox.Audit;
using Signalbox.Storage;

namespace Signalbox.Alerts.Silences;

/// <summary>SQL over <c>alert_silences</c>.</summary>
internal sealed class SilenceStore(Database database)
{
    private const string Columns = "id, rule_id, subject, reason, actor, created_at, until";

    /// <summary>Those that are in force, the newest first.</summary>
    public async Task<IReadOnlyList<SilenceRow>> ListAsync(long now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<SilenceRow>($"SELECT {Columns} FROM alert_silences WHERE until > @now ORDER BY id DESC", new { now })).AsList();
    }

    /// <summary>One within a write, or null.</summary>
    public static Task<SilenceRow?> FindAsync(AdminTransaction transaction, string id) => transaction.QueryOneAsync<SilenceRow>($"SELECT {Columns} FROM alert_silences WHERE id = @id", new { id });

    /// <summary>Adds one.</summary>
    public static Task InsertAsync(AdminTransaction transaction, SilenceRow row) =>
        transaction.ExecuteAsync($"INSERT INTO alert_silences ({Columns}) VALUES (@Id, @RuleId, @Subject, @Reason, @Actor, @CreatedAt, @Until)", row);

    /// <summary>Ends one.</summary>
    public static Task DeleteAsync(AdminTransaction transaction, string id) => transaction.ExecuteAsync("DELETE FROM alert_silences WHERE id = @id", new { id });
}
