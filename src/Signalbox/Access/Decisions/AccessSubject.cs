using Signalbox.Admin;
using Signalbox.Core.Access;
using Signalbox.Core.Snapshots;

namespace Signalbox.Access.Decisions;

/// <summary>Who is judged: a key, or a level of the tenant tree as whoever stands there.</summary>
/// <param name="Kind">The level.</param>
/// <param name="Id">Its id.</param>
internal readonly record struct AccessSubject(ScopeKind Kind, string Id)
{
    /// <summary>What a subject looks like, for messages.</summary>
    public const string Wanted = "is required: key, user, project, team or organization, a colon and the id, such as key:01J....";

    /// <summary>Reads <c>key:ID</c>, <c>user:ID</c> and so on.</summary>
    /// <exception cref="ProblemException">400 when it is none.</exception>
    public static AccessSubject Parse(string? text) => TryParse(text) ?? throw ProblemException.Invalid("subject", Wanted);

    /// <summary>The same; null when it is none.</summary>
    public static AccessSubject? TryParse(string? text)
    {
        var parts = (text ?? "").Split(':', 2);
        return parts.Length == 2 && parts[1].Length > 0 && AccessModes.TryParseScope(parts[0]) is { } kind ? new(kind, parts[1]) : null;
    }

    /// <summary>The scopes that judge the subject.</summary>
    /// <param name="snapshot">Where it is looked up.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <exception cref="ProblemException">404 when there is none, or a call with the key would be turned away: it was revoked or is over.</exception>
    public ScopeChain RequireChain(Snapshot snapshot, long now) => Kind == ScopeKind.Key
        ? RequireKey(snapshot, Id, now).Chain
        : snapshot.FindChain(Kind, Id) ?? throw ProblemException.NotFound(AccessModes.Name(Kind), Id);

    /// <summary>A key that works.</summary>
    /// <exception cref="ProblemException">404 as for <see cref="RequireChain"/>.</exception>
    public static KeyPrincipal RequireKey(Snapshot snapshot, string id, long now) => snapshot.FindLive(id, now) ?? throw (snapshot.FindPrincipal(id) is { } over
        ? new ProblemException(StatusCodes.Status404NotFound, "not-found",
            $"The key '{over.Name}' ({id}) expired at {DateTimeOffset.FromUnixTimeMilliseconds(over.ValidUntil):yyyy-MM-ddTHH:mm:ssZ}: a call with it is answered 401.")
        : ProblemException.NotFound("live key", id));
}
