using System.Security.Cryptography;
using Signalbox.Alerts.Destinations;
using Signalbox.Egress;
using Signalbox.Secrets;

namespace Signalbox.Alerts.Delivery;

/// <summary>Sends a message by the channel that its destination needs, in bounded time.</summary>
internal sealed class DeliveryChannels(IEnumerable<IDeliveryChannel> channels, CredentialProtector protector, TimeProvider time)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, IDeliveryChannel> _channels = channels.ToDictionary(channel => channel.Kind, StringComparer.Ordinal);

    /// <summary>Sends a message once.</summary>
    public async Task<DeliveryOutcome> SendAsync(AlertDestinationRow destination, string id, AlertMessage message, CancellationToken cancellation)
    {
        using var bound = new CancellationTokenSource(AtMost, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        try
        {
            var secret = destination.Credential is { } credential ? protector.Unprotect(credential) : null;
            return await _channels[destination.Kind].SendAsync(destination.ToDraft(), secret, id, message, linked.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return DeliveryOutcome.Failed($"it did not answer within {AtMost.TotalSeconds:0} seconds");
        }
        catch (CryptographicException)
        {
            return DeliveryOutcome.Refused("its stored secret cannot be read; give it again");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return EgressFailures.Refusal(failure) is { } refusal
                ? DeliveryOutcome.Refused(refusal.Message)
                : DeliveryOutcome.Failed(Words(EgressFailures.Classify(failure), failure));
        }
    }

    /// <summary>Says what failed without the exception's own words, which may quote an address with a secret in it.</summary>
    private static string Words(EgressFailure failure, Exception exception) => failure switch
    {
        EgressFailure.DnsFailure => "its name does not resolve",
        EgressFailure.ConnectFailed => "it cannot be connected to",
        EgressFailure.ConnectTimeout or EgressFailure.Timeout => "it did not answer in time",
        EgressFailure.TlsFailed => "TLS could not be agreed, or its certificate is not acceptable",
        EgressFailure.Reset => "it closed the connection",
        EgressFailure.InvalidResponse => "what it answered is not HTTP",
        _ => $"sending failed ({exception.GetType().Name})",
    };
}
