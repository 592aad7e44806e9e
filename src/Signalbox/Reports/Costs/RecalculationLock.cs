namespace Signalbox.Reports.Costs;

/// <summary>Lets one recalculation run at a time in this process.</summary>
internal sealed class RecalculationLock
{
    private int _running;

    /// <summary>Whether it may run now.</summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref _running, 1, 0) == 0;

    /// <summary>It has ended.</summary>
    public void Leave() => Volatile.Write(ref _running, 0);
}
