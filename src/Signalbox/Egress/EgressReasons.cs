namespace Signalbox.Egress;

/// <summary>The stable codes of a refusal, as they stand in problems, probe steps and attempt records.</summary>
internal static class EgressReasons
{
    public const string UrlInvalid = "url-invalid";
    public const string SchemeNotAllowed = "scheme-not-allowed";
    public const string HttpNotAllowed = "http-not-allowed";
    public const string CredentialsInUrl = "credentials-in-url";
    public const string FragmentInUrl = "fragment-in-url";
    public const string AddressPrivate = "address-private";
    public const string AddressForbidden = "address-forbidden";
    public const string TooManyRedirects = "too-many-redirects";
}
