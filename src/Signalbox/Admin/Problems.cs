using Microsoft.AspNetCore.WebUtilities;

namespace Signalbox.Admin;

/// <summary>Writes problems.</summary>
internal static class Problems
{
    /// <summary>Answers with a problem, unless the response has begun.</summary>
    public static Task WriteAsync(
        HttpContext context, int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        if (context.Response.HasStarted) return Task.CompletedTask;
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        var body = new ProblemBody(
            $"urn:signalbox:problem:{code}", ReasonPhrases.GetReasonPhrase(status), status, detail, code,
            RequestId.Of(context), errors);
        return context.Response.WriteAsJsonAsync(body, AdminJson.Default.ProblemBody, "application/problem+json", context.RequestAborted);
    }
}
