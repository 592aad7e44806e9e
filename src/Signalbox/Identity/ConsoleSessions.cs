using System.Globalization;
using Microsoft.AspNetCore.DataProtection;

namespace Signalbox.Identity;

/// <summary>
/// The console's sessions: an encrypted ticket in a cookie, so that no instance keeps state. A ticket ends after twelve hours
/// without use, and at once when the admin key changes.
/// </summary>
internal sealed class ConsoleSessions(IDataProtectionProvider provider, AdminKey adminKey, TimeProvider time)
{
    /// <summary>The cookie's name.</summary>
    public const string Cookie = "signalbox_session";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private readonly IDataProtector _protector = provider.CreateProtector("Signalbox.ConsoleSession.v1");

    /// <summary>Begins or prolongs a session.</summary>
    /// <returns>When it ends unless used.</returns>
    public DateTimeOffset Issue(HttpContext context)
    {
        var expires = time.GetUtcNow() + Lifetime;
        var ticket = _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{adminKey.Fingerprint} {expires.ToUnixTimeSeconds()}"));
        context.Response.Cookies.Append(Cookie, ticket, Options(context, expires));
        return expires;
    }

    /// <summary>Ends the session of this browser.</summary>
    public static void End(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(context, null));

    /// <summary>When the request's session ends; null when it has none that is valid.</summary>
    public DateTimeOffset? Read(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 and < 4096 } ticket) return null;
        try
        {
            var parts = _protector.Unprotect(ticket).Split(' ');
            var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[1], CultureInfo.InvariantCulture));
            return parts[0] == adminKey.Fingerprint && time.GetUtcNow() < expires ? expires : null;
        }
        catch (Exception failure) when (failure is System.Security.Cryptography.CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a ticket is past its first hour and worth prolonging.</summary>
    public bool IsAging(DateTimeOffset expires) => expires - time.GetUtcNow() < Lifetime - TimeSpan.FromHours(1);

    private static CookieOptions Options(HttpContext context, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };
}
