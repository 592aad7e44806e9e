using Signalbox.Alerts.Destinations;

namespace Signalbox.Alerts.Delivery;

/// <summary>Sends messages to one kind of destination.</summary>
internal interface IDeliveryChannel
{
    /// <summary>The kind, of <see cref="DestinationKinds"/>.</summary>
    string Kind { get; }

    /// <summary>Sends a message once. Failures of the destination are outcomes, not exceptions.</summary>
    /// <param name="destination">What is written of the destination, without its secret.</param>
    /// <param name="secret">Its secret; null when it has none.</param>
    /// <param name="id">Names the message: the same however often it is sent.</param>
    /// <param name="message">What to tell.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<DeliveryOutcome> SendAsync(AlertDestinationDraft destination, string? secret, string id, AlertMessage message, CancellationToken cancellation);
}
