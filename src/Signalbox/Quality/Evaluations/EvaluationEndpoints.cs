using System.ComponentModel;
using System.Globalization;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Identity;
using Signalbox.Quality.Contracts;

namespace Signalbox.Quality.Evaluations;

/// <summary>The admin API of evaluations that ran elsewhere.</summary>
internal static class EvaluationEndpoints
{
    private const string Path = "/evaluations";

    public static void MapEvaluations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin(Path, "Quality");
        group.MapGet("", ListAsync).RequirePermission("evaluations:read").WithSummary("List evaluations, the newest import first");
        group.MapPost("", TakeAsync).RequirePermission("evaluations:write").WithSummary("Take in the results of an evaluation, once per run")
            .WithDescription("A JSON object (run_id, suite, results), JSON Lines (one result each), or JUnit's XML. For the last two, run_id, suite and model stand in the address. A result has task, model, reward or passed, cost_usd, latency_ms and error; a trial's result.json of Harbor is taken as it is. The same run sent again is answered with what is here (200); with other results it is refused (409).")
            .Accepts<EvaluationDraft>("application/json", "application/x-ndjson", "application/xml").Produces<EvaluationSummary>(201).Produces<EvaluationSummary>().ProducesProblem(409).ProducesProblem(413).ProducesProblem(415);
        group.MapGet("/{id}", GetAsync).RequirePermission("evaluations:read").WithSummary("Read what an evaluation says of each model");
        group.MapGet("/{id}/results", ResultsAsync).RequirePermission("evaluations:read").WithSummary("List the results of an evaluation, in the order in which they were given");
        group.MapDelete("/{id}", DeleteAsync).RequirePermission("evaluations:write").WithSummary("Remove an evaluation with its results").Produces(204);
    }

    private static async Task<Page<EvaluationSummary>> ListAsync(EvaluationStore store, string? suite, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.OfIds(limit, cursor);
        var rows = Page<EvaluationRow>.Cut(await store.ListAsync(string.IsNullOrEmpty(suite) ? null : suite, page.Cursor, page.Limit + 1, cancellation), page.Limit, row => row.Id);
        return new([.. rows.Items.Select(row => row.ToSummary())], rows.NextCursor);
    }

    private static async Task<IResult> TakeAsync(
        HttpContext context, EvaluationImport import, ContractWatch watch,
        [Description("The run's own id, where the body does not say it.")] string? run_id,
        [Description("The set of tasks, where the body does not say it.")] string? suite,
        [Description("The model of results that name none.")] string? model,
        [Description("When it ran; now unless said.")] DateTimeOffset? at,
        [Description("The reward from which on a result that does not say so has passed; 1 unless said.")] double? pass_reward,
        CancellationToken cancellation)
    {
        var format = Format(context.Request);
        var body = await ReadBodyAsync(context.Request, cancellation);
        var read = new ReadEvaluation { RunId = run_id, Suite = suite, Model = model, At = at, PassReward = pass_reward ?? 1 };
        EvaluationImport.Read(format, body, read);
        var (row, isNew) = await import.TakeAsync(AdminActor.From(context), format, body, read, cancellation);
        watch.LookSoon();
        return isNew ? TypedResults.Created($"{AdminApi.Base}{Path}/{row.Id}", row.ToSummary()) : TypedResults.Ok(row.ToSummary());
    }

    private static async Task<EvaluationView> GetAsync(string id, EvaluationStore store, CancellationToken cancellation)
    {
        var row = await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("evaluation", id);
        return new(row.ToSummary(), EvaluatedModelView.Of(await store.ReadAsync(id, -1, EvaluationImport.MostResults, cancellation)));
    }

    private static async Task<Page<EvaluationResultView>> ResultsAsync(string id, EvaluationStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var after = -1L;
        if (page.Cursor is { } text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            throw PageQuery.NoCursor();
        if (await store.FindAsync(id, cancellation) is null) throw ProblemException.NotFound("evaluation", id);
        var rows = Page<EvaluationResultRow>.Cut(await store.ReadAsync(id, after, page.Limit + 1, cancellation), page.Limit, row => row.Position.ToString(CultureInfo.InvariantCulture));
        return new([.. rows.Items.Select(row => row.ToView())], rows.NextCursor);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, EvaluationImport import, ContractWatch watch, CancellationToken cancellation)
    {
        await import.DeleteAsync(AdminActor.From(context), id, cancellation);
        watch.LookSoon();
        return TypedResults.NoContent();
    }

    private static string Format(HttpRequest request) => (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "application/json" => "json",
        "application/x-ndjson" or "application/jsonl" or "application/jsonlines" or "application/x-jsonlines" => "jsonl",
        "application/xml" or "text/xml" => "junit",
        var other => throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type",
            $"'{other}' is not taken here. Send application/json, application/x-ndjson (JSON Lines) or application/xml (JUnit)."),
    };

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (body.Length + read > EvaluationImport.MostBytes)
                throw new ProblemException(StatusCodes.Status413PayloadTooLarge, "request-too-large", $"An evaluation may have at most {EvaluationImport.MostBytes / 1024 / 1024} MiB. Send several runs.");
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }
}
