namespace Signalbox.Alerts.Destinations;

/// <summary>How a mail server is spoken to. The words are stored.</summary>
internal static class MailSecurities
{
    /// <summary>In the clear at first, then TLS (RFC 3207); never without.</summary>
    public const string StartTls = "starttls";

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    public const string Tls = "tls";

    /// <summary>In the clear, where allow_http permits it.</summary>
    public const string None = "none";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [StartTls, Tls, None];
}
