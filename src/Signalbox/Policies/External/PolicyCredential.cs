namespace Signalbox.Policies.External;

/// <summary>What an external policy is asked with, and the one host that it was given for: it goes nowhere else, whatever a later version names.</summary>
/// <param name="Host">The host.</param>
/// <param name="Token">The bearer token.</param>
internal sealed record PolicyCredential(string Host, string Token)
{
    /// <summary>As it is kept, before it is encrypted.</summary>
    public string Write() => $"{Host}\n{Token}";

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static PolicyCredential? Parse(string text) => text.Split('\n', 2) is [var host, var token] ? new(host, token) : null;
}
