using System.Text.Json;
using Signalbox.Alerts.Destinations;

namespace Signalbox.Alerts.Delivery;

/// <summary>Posts a message to a chat by an incoming hook (<see href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks"/>), of which the URL is the secret.</summary>
internal sealed class SlackChannel(HookPost post) : IDeliveryChannel
{
    public string Kind => DestinationKinds.Slack;

    public Task<DeliveryOutcome> SendAsync(AlertDestinationDraft destination, string? secret, string id, AlertMessage message, CancellationToken cancellation) => secret is null
        ? Task.FromResult(DeliveryOutcome.Refused("it has no URL"))
        : post.SendAsync(secret, destination, JsonSerializer.SerializeToUtf8Bytes(new SlackBody(TextOf(message)), AlertsJson.Default.SlackBody), [], cancellation);

    /// <summary>The message as the chat shows it.</summary>
    internal static string TextOf(AlertMessage message) => $"*{Escaped(message.Title)}* [{message.Severity}]\n{Escaped(message.Summary)}";

    /// <summary>Names are typed by people: these three characters would make links and mentions of them.</summary>
    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}

/// <summary>What a chat is sent.</summary>
internal sealed record SlackBody(string Text);
