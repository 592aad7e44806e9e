namespace Signalbox.Usage;

/// <summary>What became of the calls of a part of time, of one value of a dimension.</summary>
internal sealed record CallCountRow
{
    /// <summary>The part's beginning, Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>The value, empty for none; null where calls are not told apart.</summary>
    public string? Value { get; init; }

    /// <summary>Answered whole.</summary>
    public long Good { get; init; }

    /// <summary>Not answered through no fault of the caller: the upstream failed or had no room, or the gateway was killed.</summary>
    public long Bad { get; init; }

    /// <summary>Of both, those for which more than one attempt was needed.</summary>
    public long Repeated { get; init; }

    /// <summary>Of the answered, those that took longer than was asked for.</summary>
    public long Slow { get; init; }
}
