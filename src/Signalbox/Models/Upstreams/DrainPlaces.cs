using Signalbox.Core.Assets;

namespace Signalbox.Models.Upstreams;

/// <summary>The places of a provider for answers that are read on without their callers.</summary>
internal sealed class DrainPlaces(DisconnectPolicy policy)
{
    private int _taken;

    /// <summary>The bounds of each.</summary>
    public DisconnectPolicy Policy => policy;

    /// <summary>How many are taken.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Takes one, if there is one left.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= policy.MaxCalls) return true;
        Release();
        return false;
    }

    /// <summary>Gives one back.</summary>
    public void Release() => Interlocked.Decrement(ref _taken);
}
