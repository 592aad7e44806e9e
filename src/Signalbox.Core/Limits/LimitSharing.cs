namespace Signalbox.Core.Limits;

/// <summary>How instances share limits. Set by whoever knows the others; read with every call.</summary>
public sealed class LimitSharing
{
    private volatile int _instances = 1;
    private volatile SharingMode _mode;
    private long _wallOffsetMs;

    /// <summary>How.</summary>
    public SharingMode Mode
    {
        get => _mode;
        set => _mode = value;
    }

    /// <summary>How far the clock that all instances go by is ahead of this one's, in milliseconds.</summary>
    public long WallOffsetMs
    {
        get => Volatile.Read(ref _wallOffsetMs);
        set => Volatile.Write(ref _wallOffsetMs, value);
    }

    /// <summary>How many instances live; at least one.</summary>
    public int Instances
    {
        get => _instances;
        set => _instances = Math.Max(1, value);
    }
}
