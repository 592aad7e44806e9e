namespace Testing.Net;

/// <summary>A mail that a <see cref="MailServer"/> took.</summary>
/// <param name="From">Envelope sender.</param>
/// <param name="To">Envelope receivers.</param>
/// <param name="User">Who had signed in; null for nobody.</param>
/// <param name="IsSecure">Whether it came over TLS.</param>
/// <param name="Text">Headers and body.</param>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, string? User, bool IsSecure, string Text);
