namespace Signalbox.Alerts.Destinations;

/// <summary>The writable fields of a destination of alerts.</summary>
internal sealed record AlertDestinationDraft
{
    /// <summary>Unique name; fixed once made.</summary>
    public string? Name { get; set; }

    /// <summary>webhook, slack or email; fixed once made.</summary>
    public string? Kind { get; set; }

    /// <summary>webhook and slack: where to post. That of slack is a secret: write-only, and left out it stays.</summary>
    public string? Url { get; set; }

    /// <summary>webhook: what messages are signed with, <c>whsec_</c> and 24 to 64 bytes in Base64. Write-only; left out one is generated, and shown once.</summary>
    public string? Secret { get; set; }

    /// <summary>email: the mail server, and from whom to whom.</summary>
    public MailDraft? Email { get; set; }

    /// <summary>Whether the host may resolve to private or loopback addresses.</summary>
    public bool AllowPrivate { get; set; }

    /// <summary>Whether it may be spoken to without TLS.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>Whether anything is sent to it.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Alerts below this are not told here: info, warning or critical.</summary>
    public string MinSeverity { get; set; } = "info";
}

/// <summary>A mail server, and from whom to whom.</summary>
internal sealed record MailDraft
{
    /// <summary>Name or address of the server.</summary>
    public string? Host { get; set; }

    /// <summary>Its port, 1 to 65,535.</summary>
    public int Port { get; set; } = 587;

    /// <summary>starttls, tls, or none (needs allow_http).</summary>
    public string Security { get; set; } = MailSecurities.StartTls;

    /// <summary>Who signs in; null for nobody.</summary>
    public string? Username { get; set; }

    /// <summary>Their password. Write-only; left out it stays, empty it is removed.</summary>
    public string? Password { get; set; }

    /// <summary>The sender's address.</summary>
    public string? From { get; set; }

    /// <summary>The receivers' addresses, 1 to 20.</summary>
    public IReadOnlyList<string> To { get; set; } = [];
}
