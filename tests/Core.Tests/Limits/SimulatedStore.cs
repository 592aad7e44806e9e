using Signalbox.Core.Limits;

namespace Core.Tests.Limits;

/// <summary>What instances share: one value that is replaced if it still is what was read, and the clock they go by.</summary>
internal sealed class SimulatedStore
{
    /// <summary>Unix milliseconds; only the test moves it.</summary>
    public long Now { get; set; } = Bench.Noon;

    public SharedCount? Value { get; set; }

    /// <summary>Whether the change just made is not told to whoever made it.</summary>
    public Func<bool> LosesAnswer { get; set; } = () => false;

    public bool TryReplace(SharedCount? read, SharedCount next)
    {
        if (!ReferenceEquals(read, Value)) return false;
        Value = next;
        return true;
    }
}
