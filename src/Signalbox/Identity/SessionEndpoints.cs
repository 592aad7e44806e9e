using System.Globalization;
using System.Text.Json.Serialization;
using Signalbox.Admin;
using Signalbox.Observability;

namespace Signalbox.Identity;

/// <summary>Sign-in and sign-out of the console.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin("/session", "Session");
        group.MapPost("", SignInAsync).ServeEveryone().WithSummary("Sign in with the admin key")
            .Accepts<SignIn>("application/json").Produces<SessionInfo>();
        group.MapGet("", (HttpContext context, ConsoleSessions sessions) => Info(sessions.Read(context)))
            .RequirePermission("session:read").WithSummary("Who is signed in");
        group.MapDelete("", (HttpContext context) =>
        {
            ConsoleSessions.End(context);
            return TypedResults.NoContent();
        }).ServeEveryone().WithSummary("Sign out");
    }

    private static async Task<IResult> SignInAsync(HttpContext context, AdminKey adminKey, ConsoleSessions sessions, SignInThrottle throttle)
    {
        var address = context.Connection.RemoteIpAddress;
        // Read first: a body sent slowly must not let many guesses past the throttle at once.
        var body = await DraftReader.ReadAsync(context.Request, IdentityJson.Default.SignIn);
        if (throttle.WaitFor(address) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            throw new ProblemException(StatusCodes.Status429TooManyRequests, "too-many-attempts",
                "Too many failed sign-ins from this address. Wait a few minutes. The admin key in the Authorization header is not held up.");
        }
        if (!adminKey.Matches(body.Key?.Trim() ?? ""))
        {
            throttle.Failed(address);
            throw new ProblemException(StatusCodes.Status401Unauthorized, "unauthorized", "That is not the admin key. It was printed at the first start, or is the value of SIGNALBOX_MASTER_KEY.");
        }
        throttle.Succeeded(address);
        return TypedResults.Ok(Info(sessions.Issue(context)));
    }

    private static SessionInfo Info(DateTimeOffset? expires) =>
        new(AdminSubject.Admin.Name, [.. AdminSubject.Admin.Permissions], BuildInfo.Version, expires);
}

/// <summary>What signs in.</summary>
internal sealed record SignIn
{
    /// <summary>The admin key.</summary>
    public string? Key { get; init; }

    /// <summary>Without the key, so that it cannot slip into a log.</summary>
    public override string ToString() => nameof(SignIn);
}

/// <summary>Who is signed in.</summary>
/// <param name="Subject">Name.</param>
/// <param name="Permissions">OBJECT:ACTION words; <c>*</c> is all.</param>
/// <param name="Version">The gateway's version.</param>
/// <param name="ExpiresAt">When the session ends unless used; null when the key itself was sent.</param>
internal sealed record SessionInfo(string Subject, IReadOnlyList<string> Permissions, string Version, DateTimeOffset? ExpiresAt);

/// <summary>JSON forms of the identity capability.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SignIn))]
internal sealed partial class IdentityJson : JsonSerializerContext;
