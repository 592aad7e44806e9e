using Signalbox.Core.Assets;

namespace Signalbox.Pipeline.Draining;

/// <summary>A call whose caller went away, at a provider that wants the answer read on. Made when the caller leaves; most calls have none.</summary>
/// <param name="bounds">How far it is read.</param>
/// <param name="leftTicks">When the caller left.</param>
internal sealed class AbandonedCall(DisconnectPolicy bounds, long leftTicks)
{
    private long _bytes;

    /// <summary>When the caller left, in ticks.</summary>
    public long LeftTicks { get; } = leftTicks;

    /// <summary>How it ended, once it has.</summary>
    public DrainEnd End { get; set; }

    /// <summary>Counts what was read since. False once it is more than may be.</summary>
    public bool TryRead(int bytes)
    {
        if ((_bytes += bytes) <= bounds.MaxBytes) return true;
        End = DrainEnd.Bytes;
        return false;
    }
}
