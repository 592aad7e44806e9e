using System.Globalization;
using System.Text;
using Dapper;
using Signalbox.Audit;
using Signalbox.Core.Quality;
using Signalbox.Storage;

namespace Signalbox.Quality.Evaluations;

/// <summary>SQL over <c>evaluations</c> and <c>evaluation_results</c>.</summary>
internal sealed class EvaluationStore(Database database)
{
    private const string Columns = "id, run_id, suite, format, content_hash, results, passed, models, actor, at, created_at";
    private const string ResultColumns = "position, task, model, score_millionths, passed, cost_micros, latency_us, error";
    private const int RowsPerStatement = 100;

    /// <summary>The most results of a suite that are looked at.</summary>
    public const int MostResults = 50_000;

    /// <summary>A page, the newest import first.</summary>
    /// <param name="suite">Of this suite alone; null for all.</param>
    /// <param name="cursor">Before this id; null from the newest on.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<EvaluationRow>> ListAsync(string? suite, string? cursor, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<EvaluationRow>(
            $"SELECT {Columns} FROM evaluations WHERE (@suite IS NULL OR suite = @suite) AND (@cursor IS NULL OR id < @cursor) ORDER BY id DESC LIMIT @limit", new { suite, cursor, limit })).AsList();
    }

    /// <summary>One evaluation, or null.</summary>
    public async Task<EvaluationRow?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<EvaluationRow>($"SELECT {Columns} FROM evaluations WHERE id = @id", new { id });
    }

    /// <summary>The evaluation of a run within a write, or null.</summary>
    public static Task<EvaluationRow?> FindByRunAsync(AdminTransaction transaction, string runId) =>
        transaction.QueryOneAsync<EvaluationRow>($"SELECT {Columns} FROM evaluations WHERE run_id = @runId", new { runId });

    /// <summary>One evaluation within a write, or null.</summary>
    public static Task<EvaluationRow?> FindAsync(AdminTransaction transaction, string id) =>
        transaction.QueryOneAsync<EvaluationRow>($"SELECT {Columns} FROM evaluations WHERE id = @id", new { id });

    /// <summary>A page of an evaluation's results, in the order in which they were given.</summary>
    public async Task<IReadOnlyList<EvaluationResultRow>> ReadAsync(string id, long after, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<EvaluationResultRow>(
            $"SELECT {ResultColumns} FROM evaluation_results WHERE evaluation_id = @id AND position > @after ORDER BY position LIMIT @limit", new { id, after, limit })).AsList();
    }

    /// <summary>What a suite's evaluations say of models, the newest first.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="models">The models.</param>
    /// <param name="since">Only evaluations that ran since, Unix milliseconds.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<TaskResult>> ResultsAsync(string suite, IReadOnlyList<string> models, long since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<EvaluationResultRow>(
            $"""
            SELECT r.position, r.task, r.model, r.score_millionths, r.passed, r.cost_micros, r.latency_us, r.error
            FROM evaluation_results r JOIN evaluations e ON e.id = r.evaluation_id
            WHERE e.suite = @suite AND e.at >= @since AND {database.IsAnyOf("r.model", "models")}
            ORDER BY e.at DESC, r.evaluation_id, r.position LIMIT {MostResults}
            """, new { suite, models, since });
        return [.. rows.Select(row => new TaskResult(suite, row.Task, row.Model, row.ScoreMillionths / 1e6, row.Passed != 0))];
    }

    /// <summary>Adds an evaluation with its results.</summary>
    public static async Task InsertAsync(AdminTransaction transaction, EvaluationRow row, IReadOnlyList<EvaluationResultRow> results)
    {
        await transaction.ExecuteAsync(
            $"INSERT INTO evaluations ({Columns}) VALUES (@Id, @RunId, @Suite, @Format, @ContentHash, @Results, @Passed, @Models, @Actor, @At, @CreatedAt)", row);
        foreach (var chunk in results.Chunk(RowsPerStatement)) await InsertAsync(transaction, row.Id, chunk);
    }

    /// <summary>Removes an evaluation and its results.</summary>
    public static Task DeleteAsync(AdminTransaction transaction, string id) => transaction.ExecuteAsync("DELETE FROM evaluations WHERE id = @id", new { id });

    private static Task<int> InsertAsync(AdminTransaction transaction, string id, EvaluationResultRow[] rows)
    {
        var (parameters, values) = (new DynamicParameters(new { id }), new StringBuilder());
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            values.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}(@id, @p{i}, @t{i}, @m{i}, @s{i}, @k{i}, @c{i}, @l{i}, @e{i})");
            parameters.Add($"p{i}", row.Position);
            parameters.Add($"t{i}", row.Task);
            parameters.Add($"m{i}", row.Model);
            parameters.Add($"s{i}", row.ScoreMillionths, System.Data.DbType.Int64);
            parameters.Add($"k{i}", row.Passed);
            parameters.Add($"c{i}", row.CostMicros, System.Data.DbType.Int64);
            parameters.Add($"l{i}", row.LatencyUs, System.Data.DbType.Int64);
            parameters.Add($"e{i}", row.Error, System.Data.DbType.String);
        }
        return transaction.ExecuteAsync($"INSERT INTO evaluation_results (evaluation_id, {ResultColumns}) VALUES {values}", parameters);
    }
}
