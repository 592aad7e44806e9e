namespace Signalbox.Admin;

/// <summary>
/// Ends an admin request with a problem. Control-plane code throws it where a rule is broken; the admin API turns it
/// into an RFC 9457 answer. The request path never uses it.
/// </summary>
internal sealed class ProblemException(int status, string code, string detail) : Exception(detail)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Stable kebab-case code.</summary>
    public string Code { get; } = code;

    /// <summary>Messages per field of the request body, in the API's words (<c>access.grants[2]</c>).</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>400 <c>invalid-request</c> with the fields at fault.</summary>
    public static ProblemException Invalid(FieldErrors errors) => new(
        StatusCodes.Status400BadRequest, "invalid-request", errors.Summary) { Errors = errors.ToDictionary() };

    /// <summary>400 <c>invalid-request</c> naming one field.</summary>
    public static ProblemException Invalid(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return Invalid(errors);
    }

    /// <summary>404 <c>not-found</c>.</summary>
    public static ProblemException NotFound(string kind, string id) => new(
        StatusCodes.Status404NotFound, "not-found", $"There is no {kind} '{id}'.");

    /// <summary>409 with a code of its own.</summary>
    public static ProblemException Conflict(string code, string detail) => new(StatusCodes.Status409Conflict, code, detail);
}
