using System.Security.Cryptography;
using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Quality.Contracts;

namespace Signalbox.Quality.Evaluations;

/// <summary>Takes evaluations in. A run that is here already is answered with, when it says the same; it cannot say something else later.</summary>
internal sealed class EvaluationImport(AdminWriter writer, TimeProvider time)
{
    /// <summary>The longest body, in bytes.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>The most results of one evaluation.</summary>
    public const int MostResults = 20_000;

    /// <summary>Reads what was sent.</summary>
    /// <param name="format">json, jsonl or junit.</param>
    /// <param name="body">The body.</param>
    /// <param name="into">What the address says already; takes the rest.</param>
    /// <exception cref="ProblemException">400 naming line and field.</exception>
    public static void Read(string format, byte[] body, ReadEvaluation into)
    {
        var errors = new EvaluationErrors();
        if (format == "junit") JUnitEvaluation.Read(new MemoryStream(body), into, errors);
        else if (format == "jsonl") JsonEvaluation.ReadLines(body, into, errors);
        else JsonEvaluation.Read(body, into, errors);
        if (!ContractRules.IsLine(into.RunId, 200)) errors.Add("run_id", "is required: the run's own id in one line of at most 200 characters. The same run is taken in once.");
        if (!ContractRules.IsLine(into.Suite, 200)) errors.Add("suite", "is required: the name of the set of tasks, in one line of at most 200 characters.");
        if (into.Results.Count == 0) errors.Add("results", "must have one at least.");
        if (into.Results.Count > MostResults) errors.Add("results", $"may have at most {MostResults:N0} entries. Send several runs.");
        if (into.At is { } at && (at.Year < 2020 || at > DateTimeOffset.UnixEpoch.AddYears(200))) errors.Add("at", "must lie after 2019.");
        errors.ThrowIfAny();
    }

    /// <summary>Takes an evaluation in.</summary>
    /// <returns>The evaluation, and whether it is new.</returns>
    /// <exception cref="ProblemException">409 when the run is here already and says something else.</exception>
    public async Task<(EvaluationRow Row, bool IsNew)> TakeAsync(AdminActor actor, string format, byte[] body, ReadEvaluation read, CancellationToken cancellation)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        (EvaluationRow Row, bool IsNew) taken = default;
        await writer.NoteAsync(actor, async transaction =>
        {
            if (await EvaluationStore.FindByRunAsync(transaction, read.RunId!) is { } known)
            {
                if (known.ContentHash != hash || known.Suite != read.Suite)
                    throw ProblemException.Conflict("run-id-taken", $"The run '{read.RunId}' was taken in already, and said something else. Give this one an id of its own, or delete {known.Id} first.");
                taken = (known, false);
                return;
            }
            var row = new EvaluationRow
            {
                Id = EntityIds.New(time),
                RunId = read.RunId!,
                Suite = read.Suite!,
                Format = format,
                ContentHash = hash,
                Results = read.Results.Count,
                Passed = read.Results.Count(result => result.Row.Passed != 0),
                Models = JsonSerializer.Serialize([.. read.Results.Select(result => result.Row.Model).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], QualityJson.Default.StringArray),
                Actor = actor.Name,
                At = (read.At ?? transaction.Now).ToUnixTimeMilliseconds(),
                CreatedAt = transaction.NowMilliseconds,
            };
            await EvaluationStore.InsertAsync(transaction, row, [.. read.Results.Select(result => result.Row)]);
            transaction.Audit("create", "evaluation", row.Id, row.RunId, null, row.ToSummary(), QualityJson.Default.EvaluationSummary);
            taken = (row, true);
        }, cancellation);
        return taken;
    }

    /// <summary>Removes an evaluation.</summary>
    /// <exception cref="ProblemException">404.</exception>
    public Task DeleteAsync(AdminActor actor, string id, CancellationToken cancellation) => writer.NoteAsync(actor, async transaction =>
    {
        var row = await EvaluationStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("evaluation", id);
        await EvaluationStore.DeleteAsync(transaction, id);
        transaction.Audit("delete", "evaluation", row.Id, row.RunId, row.ToSummary(), null, QualityJson.Default.EvaluationSummary);
    }, cancellation);
}
