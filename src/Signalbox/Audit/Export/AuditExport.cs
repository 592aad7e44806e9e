using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Signalbox.Audit.Export;

/// <summary>
/// Streams events, oldest first, page by page: the memory it takes does not grow with the trail. Its own event is committed before the first byte
/// goes out, so that nobody takes the trail away unseen; it raises no version, since no snapshot changes by it.
/// </summary>
internal sealed partial class AuditExport(AdminWriter writer, AuditStore store, TimeProvider time, ILogger<AuditExport> logger)
{
    private const int PageSize = 500;

    /// <summary>Answers with all events of a filter up to now.</summary>
    /// <exception cref="Admin.ProblemException">503 when the database is away: without its trace there is no export.</exception>
    public async Task RunAsync(HttpContext context, IAuditFormat format, AuditFilter filter)
    {
        var cancellation = context.RequestAborted;
        await writer.NoteAsync(AdminActor.From(context), transaction =>
        {
            transaction.Audit("export", AuditJson.Kind, AuditJson.Trail, AuditJson.TrailName, null, new ExportNote(format.Name, filter), AuditJson.Default.ExportNote);
            return Task.CompletedTask;
        }, cancellation);
        var end = (await store.ReadEndsAsync(cancellation)).Sequence;

        var response = context.Response;
        response.ContentType = format.MediaType;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = $"audit-{time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}.{format.Name}",
        }.ToString();
        try
        {
            await StreamAsync(response, format, filter, end, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && response.HasStarted)
        {
            // Cut off, so that nobody takes a part for the whole.
            Log.CutOff(logger, failure);
            context.Abort();
        }
    }

    private async Task StreamAsync(HttpResponse response, IAuditFormat format, AuditFilter filter, long end, CancellationToken cancellation)
    {
        long after = 0;
        while (true)
        {
            var rows = await store.ReadForwardAsync(filter, after, end, PageSize, cancellation);
            // Only now, so that a database that is away can still be answered with a problem.
            if (after == 0) format.WriteHead(response.BodyWriter);
            foreach (var row in rows) format.Write(response.BodyWriter, row);
            await response.BodyWriter.FlushAsync(cancellation);
            if (rows.Count < PageSize) return;
            after = rows[^1].Sequence;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(260, LogLevel.Error, "An export of the audit trail was cut off")]
        public static partial void CutOff(ILogger logger, Exception failure);
    }
}

/// <summary>What an export's own event says.</summary>
/// <param name="Format">csv or jsonl.</param>
/// <param name="Filter">What was asked for.</param>
internal sealed record ExportNote(string Format, AuditFilter Filter);
