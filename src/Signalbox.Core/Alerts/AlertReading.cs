namespace Signalbox.Core.Alerts;

/// <summary>What was read of one subject of a rule: whether its condition holds now, and on what figures.</summary>
public sealed record AlertReading
{
    /// <summary>What it is about, for the machine: together with the rule this is what an alert is deduplicated by.</summary>
    public required string Subject { get; init; }

    /// <summary>The same for people.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the condition holds; null when too little is known to say.</summary>
    public bool? IsBreached { get; init; }

    /// <summary>How bad it is, where a rule has more than one threshold: the highest of them that is reached, else 0.</summary>
    public int Level { get; init; }

    /// <summary>What was measured, in <see cref="Unit"/>; null when nothing could be.</summary>
    public double? Value { get; init; }

    /// <summary>What it was held against; null where there is no number.</summary>
    public double? Threshold { get; init; }

    /// <summary>percent, ms, score, factor or none.</summary>
    public string Unit { get; init; } = "none";

    /// <summary>Of how many calls or hours.</summary>
    public long Sample { get; init; }

    /// <summary>One sentence that says what was seen. Holds no content of calls and no secret.</summary>
    public required string Summary { get; init; }
}
