namespace Signalbox.Usage.Rollups;

/// <summary>Sums of one part of a report. Of times, those of answered calls.</summary>
internal sealed record ReportRow
{
    /// <summary>The part of time it belongs to.</summary>
    public long Bucket { get; init; }

    /// <summary>The value of the dimension; empty for none, null where there is no dimension.</summary>
    public string? Value { get; init; }

    /// <summary>Its name now; null when nothing has that id any more, or where the value is the name.</summary>
    public string? Name { get; init; }

    public long Requests { get; init; }
    public long Success { get; init; }
    public long Refused { get; init; }
    public long Errors { get; init; }
    public long Disconnected { get; init; }
    public long Interrupted { get; init; }
    public long Attempts { get; init; }
    public long Fallbacks { get; init; }
    public long Unreported { get; init; }
    public long Estimated { get; init; }
    public long Unpriced { get; init; }
    public long TokensInput { get; init; }
    public long TokensOutput { get; init; }
    public long TokensCached { get; init; }
    public long TokensCacheWrite { get; init; }
    public long TokensReasoning { get; init; }
    public long CostMicros { get; init; }
    public long UpstreamPriced { get; init; }
    public long UpstreamCostMicros { get; init; }
    public long ComparedCostMicros { get; init; }
    public long LatencyUs { get; init; }
    public long AnsweredTokens { get; init; }
    public long TtftCalls { get; init; }
    public long TtftUs { get; init; }
    public long OverheadUs { get; init; }

    /// <summary>How long answered calls took, of the hours that the part touches; null where there were none.</summary>
    public DurationHistogram? Latency { get; init; }

    /// <summary>To the first content of their streams.</summary>
    public DurationHistogram? TimeToFirstToken { get; init; }

    /// <summary>Both together, at the place of this one; or this one without the other.</summary>
    /// <param name="other">The other.</param>
    /// <param name="sign">1, or -1 to take it off.</param>
    public ReportRow Plus(ReportRow other, int sign = 1) => this with
    {
        Name = Name ?? other.Name,
        Requests = Requests + sign * other.Requests,
        Success = Success + sign * other.Success,
        Refused = Refused + sign * other.Refused,
        Errors = Errors + sign * other.Errors,
        Disconnected = Disconnected + sign * other.Disconnected,
        Interrupted = Interrupted + sign * other.Interrupted,
        Attempts = Attempts + sign * other.Attempts,
        Fallbacks = Fallbacks + sign * other.Fallbacks,
        Unreported = Unreported + sign * other.Unreported,
        Estimated = Estimated + sign * other.Estimated,
        Unpriced = Unpriced + sign * other.Unpriced,
        TokensInput = TokensInput + sign * other.TokensInput,
        TokensOutput = TokensOutput + sign * other.TokensOutput,
        TokensCached = TokensCached + sign * other.TokensCached,
        TokensCacheWrite = TokensCacheWrite + sign * other.TokensCacheWrite,
        TokensReasoning = TokensReasoning + sign * other.TokensReasoning,
        CostMicros = CostMicros + sign * other.CostMicros,
        UpstreamPriced = UpstreamPriced + sign * other.UpstreamPriced,
        UpstreamCostMicros = UpstreamCostMicros + sign * other.UpstreamCostMicros,
        ComparedCostMicros = ComparedCostMicros + sign * other.ComparedCostMicros,
        LatencyUs = LatencyUs + sign * other.LatencyUs,
        AnsweredTokens = AnsweredTokens + sign * other.AnsweredTokens,
        TtftCalls = TtftCalls + sign * other.TtftCalls,
        TtftUs = TtftUs + sign * other.TtftUs,
        OverheadUs = OverheadUs + sign * other.OverheadUs,
        Latency = DurationHistogram.Sum(Latency, other.Latency, sign),
        TimeToFirstToken = DurationHistogram.Sum(TimeToFirstToken, other.TimeToFirstToken, sign),
    };
}
