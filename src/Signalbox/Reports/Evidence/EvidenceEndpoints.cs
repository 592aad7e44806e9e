using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Signalbox.Admin;
using Signalbox.Identity;
using Signalbox.Usage;

namespace Signalbox.Reports.Evidence;

/// <summary>The API of what is known of one call.</summary>
internal static class EvidenceEndpoints
{
    public static void MapEvidence(this IEndpointRouteBuilder routes) =>
        routes.MapPublished(ReportEndpoints.Base, "Reports").MapGet("/request-evidence", ReadAsync).RequirePermission("reports:read", ReportEndpoints.RefusalCode)
            .WithSummary("Everything that is known of one call, and what is not; as a file to hand on with format=bundle").Produces<EvidenceView>().ProducesProblem(404);

    private static async Task<EvidenceView> ReadAsync(
        HttpContext context, UsageQueries calls, UsageWriter writer, TimeProvider time, [FromQuery(Name = "request_id"), Description("The x-request-id of the call.")] string? requestId,
        [Description("json, or bundle for a file; json unless told.")] string? format, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        errors.Require(!string.IsNullOrEmpty(requestId), "request_id", "is required: the x-request-id of the call.");
        errors.Require(format is null or "json" or "bundle", "format", "must be json or bundle.");
        errors.ThrowIfAny();
        if (await calls.FindAsync(requestId!, cancellation) is not { } call)
        {
            throw new ProblemException(StatusCodes.Status404NotFound, "not-found", writer.Status.PendingRecords > 0
                ? $"There is no request '{requestId}' on record. {writer.Status.PendingRecords} calls of this instance are still on their way there: try again in a moment."
                : $"There is no request '{requestId}' on record. Calls with an unknown key leave none, and calls older than the retention setting are gone.");
        }
        if (format == "bundle") context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"request-{call.RequestId}.json" }.ToString();
        return EvidenceReading.Of(call.ToView(), time.GetUtcNow());
    }
}
