using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Signalbox.Alerts.Destinations;
using Signalbox.Egress;

namespace Signalbox.Alerts.Delivery;

/// <summary>
/// Sends a message by SMTP. The connection is opened by the egress guard and handed to the client as a stream, so that a mail server is judged as any
/// other host is; the client itself opens nothing.
/// </summary>
internal sealed class MailChannel(EgressHandlers handlers) : IDeliveryChannel
{
    public string Kind => DestinationKinds.Email;

    public async Task<DeliveryOutcome> SendAsync(AlertDestinationDraft destination, string? secret, string id, AlertMessage message, CancellationToken cancellation)
    {
        var mail = destination.Email!;
        // Revocation lists would be fetched past the guard.
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        try
        {
            await using var stream = await ConnectAsync(destination, mail, cancellation);
            await client.ConnectAsync(stream, mail.Host!, mail.Port, OptionsOf(mail), cancellation);
            if (mail.Username is { } user) await client.AuthenticateAsync(user, secret ?? "", cancellation);
            await client.SendAsync(Write(mail, id, message), cancellation);
            await client.DisconnectAsync(quit: true, cancellation);
            return DeliveryOutcome.Taken();
        }
        catch (SmtpCommandException refused)
        {
            // 4yz is for now, 5yz for good (RFC 5321 section 4.2.1).
            return new(false, null, $"the mail server answered {(int)refused.StatusCode} to {refused.ErrorCode switch { SmtpErrorCode.RecipientNotAccepted => "a receiver", SmtpErrorCode.SenderNotAccepted => "the sender", _ => "the message" }}", IsFinal: (int)refused.StatusCode >= 500);
        }
        catch (AuthenticationException)
        {
            return DeliveryOutcome.Refused("the mail server does not accept username and password");
        }
        catch (SslHandshakeException)
        {
            return DeliveryOutcome.Failed("TLS could not be agreed with the mail server, or its certificate is not acceptable");
        }
        catch (NotSupportedException)
        {
            return DeliveryOutcome.Refused(mail.Security == MailSecurities.StartTls ? "the mail server offers no STARTTLS" : "the mail server offers no way to sign in");
        }
        catch (SmtpProtocolException)
        {
            return DeliveryOutcome.Failed("what it answered is not SMTP");
        }
    }

    private Task<Stream> ConnectAsync(AlertDestinationDraft destination, MailDraft mail, CancellationToken cancellation)
    {
        var host = mail.Host!.Trim('[', ']');
        return handlers.Connector(new UriBuilder("https", host, mail.Port).Uri, AlertDestinationRules.PolicyOf(destination)).OpenAsync(host, mail.Port, cancellation);
    }

    private static MimeMessage Write(MailDraft mail, string id, AlertMessage message)
    {
        var written = new MimeMessage { Subject = $"[{message.Severity}] {message.Title}", MessageId = $"{id}@signalbox", Date = message.At };
        written.From.Add(MailboxAddress.Parse(mail.From!));
        written.To.AddRange(mail.To.Select(MailboxAddress.Parse));
        // Nobody's holiday notice need answer.
        written.Headers.Add("Auto-Submitted", "auto-generated");
        // Mail programs put an alert's messages together by this.
        written.References.Add($"{message.AlertId}@signalbox");
        written.Body = new TextPart("plain") { Text = MailText.Of(message) };
        return written;
    }

    private static SecureSocketOptions OptionsOf(MailDraft mail) => mail.Security switch
    {
        MailSecurities.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurities.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
