namespace Signalbox.Usage;

/// <summary>What one deployment served of a target's calls, added up.</summary>
internal sealed record ServedSum
{
    public string Deployment { get; init; } = "";
    public long Calls { get; init; }
    public long Succeeded { get; init; }
    /// <summary>Calls with more than one attempt.</summary>
    public long Repeated { get; init; }
    /// <summary>Of those that succeeded.</summary>
    public long LatencyUs { get; init; }
    public long TtftUs { get; init; }
    /// <summary>Calls with a time to the first content.</summary>
    public long Streams { get; init; }
    public long CostMicros { get; init; }
    /// <summary>Calls with a cost.</summary>
    public long Priced { get; init; }
    public long TokensOutput { get; init; }
    /// <summary>Calls with a count of tokens.</summary>
    public long Counted { get; init; }
}
