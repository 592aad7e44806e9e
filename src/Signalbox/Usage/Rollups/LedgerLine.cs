namespace Signalbox.Usage.Rollups;

/// <summary>What became of the calls of a provider in an hour.</summary>
internal sealed class LedgerLine(long at, string provider)
{
    /// <summary>Beginning of the hour, Unix milliseconds.</summary>
    public long At { get; } = at;

    public string Provider { get; } = provider;

    /// <summary>How many times it was called.</summary>
    public long Dispatched { get; private set; }

    /// <summary>Answered; also those whose caller left before the end.</summary>
    public long Settled { get; private set; }

    /// <summary>Refused by it, or not answered.</summary>
    public long Failed { get; private set; }

    /// <summary>Under way when the gateway was killed.</summary>
    public long Interrupted { get; private set; }

    /// <summary>Of those settled, the ones whose caller left before the end.</summary>
    public long Disconnected { get; private set; }

    /// <summary>Of these, the ones whose answer was read on to its end.</summary>
    public long Drained { get; private set; }

    /// <summary>Counts one call of the provider.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="isDrained">Whether its answer was read on to its end without the caller.</param>
    public void Add(CallStatus outcome, bool isDrained = false)
    {
        Dispatched++;
        if (outcome == CallStatus.Disconnected) Disconnected++;
        if (isDrained) Drained++;
        if (outcome == CallStatus.Interrupted) Interrupted++;
        else if (outcome is CallStatus.Success or CallStatus.Disconnected) Settled++;
        else Failed++;
    }
}
