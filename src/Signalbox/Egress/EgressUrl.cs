using System.Net;

namespace Signalbox.Egress;

/// <summary>
/// Checks a URL when it is saved and before each hop of a redirect. A name is not resolved here: what it
/// points to is checked when the connection is made, every time, because it may point elsewhere by then.
/// </summary>
internal static class EgressUrl
{
    private const int LongestUrl = 2048;

    /// <summary>Lists everything that is wrong with a URL under a policy; empty when it may be used.</summary>
    /// <param name="url">The URL as the operator wrote it.</param>
    /// <param name="policy">What is permitted for the URL's host.</param>
    public static IReadOnlyList<EgressProblem> Validate(string? url, EgressPolicy policy)
    {
        if (string.IsNullOrWhiteSpace(url))
            return [Invalid("A URL is required.")];
        if (url.Length > LongestUrl)
            return [Invalid($"The URL is longer than {LongestUrl} characters.")];
        // Uri would trim or escape these without a word; a URL that needs it was not meant as it stands.
        if (url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return [Invalid("The URL contains white space or control characters.")];
        // On Unix, Uri reads a path as an absolute file URL.
        return !url.StartsWith('/') && Uri.TryCreate(url, UriKind.Absolute, out var uri)
            ? Validate(uri, policy)
            : [Invalid("This is not an absolute URL, such as https://api.example.com/v1.")];
    }

    /// <summary>As <see cref="Validate(string, EgressPolicy)"/>, for a URL already read.</summary>
    public static IReadOnlyList<EgressProblem> Validate(Uri uri, EgressPolicy policy)
    {
        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            return [new(EgressReasons.SchemeNotAllowed, $"The scheme '{uri.Scheme}' is not supported; use https.")];
        if (uri.Host.Length == 0 || uri.Port == 0)
            return [Invalid("The URL names no host and port that can be called.")];

        var problems = new List<EgressProblem>();
        if (uri.Scheme == Uri.UriSchemeHttp && !policy.AllowHttp)
            problems.Add(HttpNotAllowed(uri.Host));
        if (uri.UserInfo.Length > 0)
            problems.Add(new(EgressReasons.CredentialsInUrl,
                "The URL holds a user name or password; credentials have their own field."));
        if (uri.Fragment.Length > 0)
            problems.Add(new(EgressReasons.FragmentInUrl, "The URL has a fragment ('#...'), which is never sent."));
        if (LiteralProblem(uri.IdnHost, policy) is { } problem)
            problems.Add(problem);
        return problems;
    }

    /// <summary>The refusal of plain http to a host.</summary>
    public static EgressProblem HttpNotAllowed(string host) => new(EgressReasons.HttpNotAllowed,
        $"Plain http to {host} is not permitted; use https, or set allow_http if the network in between is trusted.");

    /// <summary>The refusal of one address, for a host written as that address or resolving to it.</summary>
    /// <param name="host">The host as asked for.</param>
    /// <param name="address">The address, or null for a host that means this machine by name.</param>
    /// <param name="kind">What the address is; not one that the policy permits.</param>
    public static EgressProblem AddressRefused(string host, IPAddress? address, AddressKind kind)
    {
        var place = address is null || host == address.ToString() ? host : $"{host} ({address})";
        return kind switch
        {
            AddressKind.Private => new(EgressReasons.AddressPrivate,
                $"{place} is a private address; set allow_private if it is meant to be called."),
            AddressKind.Loopback => new(EgressReasons.AddressPrivate,
                $"{place} is this machine; set allow_private if it is meant to be called."),
            AddressKind.LinkLocal => Forbidden("a link-local address, where clouds serve credentials"),
            AddressKind.Metadata => Forbidden("a cloud metadata address"),
            AddressKind.Unspecified => Forbidden("an unspecified address"),
            AddressKind.Multicast => Forbidden("a multicast or broadcast address"),
            _ => Forbidden("a reserved address"),
        };

        EgressProblem Forbidden(string what) =>
            new(EgressReasons.AddressForbidden, $"{place} is {what}; this is never permitted.");
    }

    private static EgressProblem? LiteralProblem(string host, EgressPolicy policy)
    {
        var (address, kind) = IsLocalName(host) ? (null, AddressKind.Loopback)
            : IPAddress.TryParse(host, out var literal) ? (literal, EgressGuard.Classify(literal))
            : ((IPAddress?)null, AddressKind.Public);
        return EgressGuard.Permits(kind, policy.AllowPrivate) ? null : AddressRefused(host, address, kind);
    }

    /// <summary>RFC 6761: <c>localhost</c> and the names below it mean this machine, whatever DNS says.</summary>
    private static bool IsLocalName(string host)
    {
        var name = host.AsSpan().TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    private static EgressProblem Invalid(string message) => new(EgressReasons.UrlInvalid, message);
}
