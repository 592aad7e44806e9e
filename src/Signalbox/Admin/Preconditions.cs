using Microsoft.Net.Http.Headers;

namespace Signalbox.Admin;

/// <summary>ETags from row revisions, and the check that no one overwrites a change unseen.</summary>
internal static class Preconditions
{
    /// <summary>The ETag of a revision, for example <c>"3"</c> with its quotes.</summary>
    public static string ETag(long revision) => $"\"{revision}\"";

    /// <summary>Checks <c>If-Match</c> where sending it is left to the client.</summary>
    /// <exception cref="ProblemException">412 when it is sent, and what it stands for has changed since.</exception>
    public static void RequireMatchWhenSent(HttpRequest request, long revision)
    {
        if (request.Headers[HeaderNames.IfMatch].Count > 0) RequireMatch(request, revision);
    }

    /// <summary>Checks <c>If-Match</c> against the row's revision.</summary>
    /// <exception cref="ProblemException">428 when the header is missing, 412 when the row has changed since.</exception>
    public static void RequireMatch(HttpRequest request, long revision)
    {
        var header = request.Headers[HeaderNames.IfMatch].ToString();
        if (header.Length == 0)
            throw new ProblemException(StatusCodes.Status428PreconditionRequired, "precondition-required",
                "This change needs an If-Match header with the etag last read, so that no one's change is overwritten unseen.");
        if (header.Trim() != "*" && !header.Split(',').Any(tag => tag.Trim() == ETag(revision)))
            throw new ProblemException(StatusCodes.Status412PreconditionFailed, "precondition-failed",
                "Someone changed this since it was read. Read it again, then repeat the change.");
    }
}
