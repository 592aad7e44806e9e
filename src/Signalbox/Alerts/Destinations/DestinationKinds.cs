namespace Signalbox.Alerts.Destinations;

/// <summary>The kinds of places that alerts are told at. The words are stored.</summary>
internal static class DestinationKinds
{
    /// <summary>A program: a POST with a signature.</summary>
    public const string Webhook = "webhook";

    /// <summary>A chat that takes Slack's incoming hooks.</summary>
    public const string Slack = "slack";

    /// <summary>People, through a mail server.</summary>
    public const string Email = "email";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Webhook, Slack, Email];
}
