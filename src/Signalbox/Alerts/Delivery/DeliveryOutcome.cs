namespace Signalbox.Alerts.Delivery;

/// <summary>What came of an attempt to deliver.</summary>
/// <param name="IsTaken">Whether the destination took the message.</param>
/// <param name="HttpStatus">What it answered, where it speaks HTTP.</param>
/// <param name="Error">Why it did not take it, in words that hold no secret and nothing of what it answered.</param>
/// <param name="IsFinal">Whether the same message would be refused again.</param>
/// <param name="AskedMs">How long it asked to be left alone, milliseconds; 0 when it did not.</param>
internal sealed record DeliveryOutcome(bool IsTaken, int? HttpStatus = null, string? Error = null, bool IsFinal = false, long AskedMs = 0)
{
    /// <summary>It was taken.</summary>
    public static DeliveryOutcome Taken(int? status = null) => new(true, status);

    /// <summary>It was not, and may be next time.</summary>
    public static DeliveryOutcome Failed(string error) => new(false, null, error);

    /// <summary>It was not, and never will be.</summary>
    public static DeliveryOutcome Refused(string error) => new(false, null, error, IsFinal: true);
}
