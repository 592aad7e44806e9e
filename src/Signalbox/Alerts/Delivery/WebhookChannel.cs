using System.Globalization;
using System.Text.Json;
using Signalbox.Alerts.Destinations;

namespace Signalbox.Alerts.Delivery;

/// <summary>Posts a signed message to a program.</summary>
internal sealed class WebhookChannel(HookPost post, TimeProvider time) : IDeliveryChannel
{
    public string Kind => DestinationKinds.Webhook;

    public Task<DeliveryOutcome> SendAsync(AlertDestinationDraft destination, string? secret, string id, AlertMessage message, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new WebhookBody($"alert.{message.News}", message.At, message), AlertsJson.Default.WebhookBody);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        List<(string, string)> headers = [("webhook-id", id), ("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture))];
        if (secret is not null) headers.Add(("webhook-signature", WebhookSignature.Of(secret, id, timestamp, body)));
        return post.SendAsync(destination.Url!, destination, body, headers, cancellation);
    }
}

/// <summary>What a webhook is sent.</summary>
/// <param name="Type">alert.firing, alert.escalated, alert.repeated, alert.resolved or alert.test.</param>
/// <param name="Timestamp">When it was said.</param>
/// <param name="Data">What was said.</param>
internal sealed record WebhookBody(string Type, DateTimeOffset Timestamp, AlertMessage Data);
