namespace Signalbox.Alerts.Delivery;

/// <summary>How a message stands. The words are stored.</summary>
internal static class DeliveryStates
{
    /// <summary>To be sent, for the first time or again.</summary>
    public const string Waiting = "waiting";

    /// <summary>Taken.</summary>
    public const string Sent = "sent";

    /// <summary>Not taken, and not tried any more.</summary>
    public const string GivenUp = "given_up";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Waiting, Sent, GivenUp];
}
