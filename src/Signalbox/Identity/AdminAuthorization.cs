using System.Security.Claims;
using System.Security.Principal;
using Microsoft.Net.Http.Headers;
using Signalbox.Admin;

namespace Signalbox.Identity;

/// <summary>
/// Stands before every endpoint that is not the data plane. It judges the endpoint that was matched, never the path as text, and an
/// endpoint that declares nothing is closed to all.
/// </summary>
internal sealed class AdminAuthorization(RequestDelegate next, AdminKey adminKey, CallerKeys callers, ConsoleSessions sessions)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            await next(context);
            return;
        }
        var required = endpoint.Metadata.GetMetadata<RequiredPermission>();
        if (required is { Name: null })
        {
            await next(context);
            return;
        }

        if (required is null && await TryAnswerMismatchAsync(context, endpoint)) return;

        var (subject, byCookie) = Authenticate(context);
        if (subject is null)
        {
            if (required is { KnowsCallers: true } && callers.Presents(context.Request))
            {
                await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, required.RefusalCode,
                    "A caller's key does not open this. Sign in, or send the admin key as 'Authorization: Bearer KEY'. What your own key used: GET /v1/usage.");
                return;
            }
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"signalbox\"";
            await Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "unauthorized",
                "Sign in, or send the admin key as 'Authorization: Bearer KEY'.");
            return;
        }
        if (byCookie && !IsSafe(context.Request) && !IsSameOrigin(context.Request))
        {
            await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "forbidden",
                "This change came from another site. Use the console, or send the admin key in the Authorization header.");
            return;
        }
        if (required is null || !subject.Has(required.Name!))
        {
            await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, required?.RefusalCode ?? RequiredPermission.Forbidden,
                required is null ? "This endpoint is closed." : $"This needs the permission {required.Name}.");
            return;
        }
        context.User = new ClaimsPrincipal(new GenericIdentity(subject.Name));
        await next(context);
    }

    /// <summary>Where the path fits but the method or the content type does not, routing puts an endpoint of its own in place: answers it as a problem.</summary>
    private static async Task<bool> TryAnswerMismatchAsync(HttpContext context, Endpoint endpoint)
    {
        var (status, code, detail) = endpoint.DisplayName switch
        {
            "405 HTTP Method Not Supported" => (405, "method-not-allowed", $"{context.Request.Path} does not take {context.Request.Method}."),
            "415 HTTP Unsupported Media Type" => (415, "unsupported-media-type", "Send the body as JSON, with 'Content-Type: application/json'."),
            _ => (0, "", ""),
        };
        if (status == 0) return false;
        await Problems.WriteAsync(context, status, code, detail);
        return true;
    }

    private (AdminSubject? Subject, bool ByCookie) Authenticate(HttpContext context)
    {
        const string scheme = "Bearer ";
        var header = context.Request.Headers[HeaderNames.Authorization].ToString();
        if (header.Length > 0)
        {
            var isKey = header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && adminKey.Matches(header[scheme.Length..].Trim());
            return (isKey ? AdminSubject.Admin : null, false);
        }
        if (sessions.Read(context) is not { } expires) return (null, false);
        if (sessions.IsAging(expires)) sessions.Issue(context);
        return (AdminSubject.Admin, true);
    }

    private static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    private static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is "same-origin" or "none";
        return Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
