using System.Text.RegularExpressions;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Takes out of a text what may not reach a caller: given secrets, what looks like a credential, and where the upstream
/// is. Off the hot path: runs on upstream errors only.
/// </summary>
public sealed partial class TextRedaction
{
    /// <summary>What stands in place of a credential.</summary>
    public const string CredentialMark = "[credential removed]";

    /// <summary>What stands in place of an address.</summary>
    public const string AddressMark = "[address removed]";

    /// <summary>What stands in place of a text that could not be searched.</summary>
    public const string TextMark = "[text removed]";

    /// <summary>Shorter "secrets" would take ordinary words out of the text.</summary>
    private const int MinSecretLength = 6;

    private const int MatchTimeoutMilliseconds = 250;

    private readonly string[] _secrets;
    private readonly string[] _hosts;

    /// <param name="secrets">Credentials in use for the upstream. Those shorter than 6 characters are not searched for.</param>
    /// <param name="hosts">Host names of the upstream, with or without port, as the operator wrote them.</param>
    public TextRedaction(IEnumerable<string> secrets, IEnumerable<string> hosts)
    {
        // Longest first, so that one that contains another is taken out whole.
        _secrets = [.. secrets.Where(s => s.Length >= MinSecretLength).OrderByDescending(s => s.Length)];
        _hosts = [.. hosts.Where(h => h.Length > 0).OrderByDescending(h => h.Length)];
    }

    /// <summary>The text without secrets and addresses; the same instance when there are none.</summary>
    public string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return Redact(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // A text made to be slow to search is no loss.
            return TextMark;
        }
    }

    private string Redact(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, CredentialMark, StringComparison.Ordinal);
        text = Url().Replace(text, AddressMark);
        foreach (var host in _hosts)
            text = text.Replace(host, AddressMark, StringComparison.OrdinalIgnoreCase);
        text = IPv4().Replace(text, AddressMark);
        text = IPv6().Replace(text, AddressMark);
        text = LocalHost().Replace(text, AddressMark);
        text = BearerToken().Replace(text, $"$1 {CredentialMark}");
        return CredentialLike().Replace(text, CredentialMark);
    }

    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]{1,15}://[^\s""'<>()\[\]{}]+", RegexOptions.IgnoreCase, MatchTimeoutMilliseconds)]
    private static partial Regex Url();

    [GeneratedRegex(@"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?!\d|\.\d)", RegexOptions.None, MatchTimeoutMilliseconds)]
    private static partial Regex IPv4();

    [GeneratedRegex(@"\[[0-9a-f:]{0,39}:[0-9a-f:.]{0,39}\](?::\d{1,5})?", RegexOptions.IgnoreCase, MatchTimeoutMilliseconds)]
    private static partial Regex IPv6();

    [GeneratedRegex(@"\blocalhost(?::\d{1,5})?\b|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:internal|local|svc|lan|intra|corp)\b(?::\d{1,5})?", RegexOptions.IgnoreCase, MatchTimeoutMilliseconds)]
    private static partial Regex LocalHost();

    [GeneratedRegex(@"\b(Bearer|Basic)\s+[\w~+/.=-]{6,}", RegexOptions.IgnoreCase, MatchTimeoutMilliseconds)]
    private static partial Regex BearerToken();

    // Known prefixes of provider keys, and keys that a provider has masked itself: a mask still shows both ends.
    [GeneratedRegex(@"\b(?:sk|pk|rk|gsk|xai|sess|r8|hf|nvapi|csk|pplx|fw|sb)[-_][\w*-]{8,}|\bAIza[\w-]{10,}|\b(?:AKIA|ASIA)[A-Z0-9]{12,}|\beyJ[\w-]{8,1024}\.[\w-]{1,2048}\.[\w-]*|[\w-]{0,64}\*{3,}[\w*-]*", RegexOptions.None, MatchTimeoutMilliseconds)]
    private static partial Regex CredentialLike();
}
