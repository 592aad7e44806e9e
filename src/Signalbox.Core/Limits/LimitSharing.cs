namespace Signalbox.Core.Limits;

/// <summary>How instances share limits. Set by whoever knows the others; read with every call.</summary>
public sealed class LimitSharing
{
    private volatile int _instances = 1;
    private volatile SharingMode _mode;
    private long _wallOffsetMs;
    private long _exactPartsFrom;

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

    /// <summary>
    /// From when exact limits are divided like others while the store is away, by the steady clock. Before that they let nothing more through
    /// than their shares hold: an instance that lost the store for a moment cannot know whether the others did.
    /// </summary>
    public long ExactPartsFrom
    {
        get => Volatile.Read(ref _exactPartsFrom);
        set => Volatile.Write(ref _exactPartsFrom, value);
    }

    /// <summary>How many instances live; at least one.</summary>
    public int Instances
    {
        get => _instances;
        set => _instances = Math.Max(1, value);
    }

    internal SharingState Read() => new(_mode, _instances, ExactPartsFrom);
}
