namespace Signalbox.Audit.Chain;

/// <summary>How the trail ends, read in one statement.</summary>
internal sealed record AuditEnds
{
    /// <summary>Number of the event that was appended last.</summary>
    public long Sequence { get; init; }

    /// <summary>Its hash.</summary>
    public required string Hash { get; init; }

    /// <summary>The greatest number among the events; 0 when there is none.</summary>
    public long LastSequence { get; init; }

    /// <summary>Events without a place in the chain: an older release wrote them.</summary>
    public long Unchained { get; init; }
}
