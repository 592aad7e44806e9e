namespace Signalbox.Usage.Rollups;

/// <summary>Sums of the calls of a group in a stretch of time.</summary>
internal sealed class Rollup(long spanMs, long at, long groupId)
{
    /// <summary>Length of the stretch, milliseconds.</summary>
    public long SpanMs { get; } = spanMs;

    /// <summary>Its beginning, Unix milliseconds.</summary>
    public long At { get; } = at;

    /// <summary>Whose calls.</summary>
    public long GroupId { get; } = groupId;

    public long Requests { get; private set; }

    /// <summary>How many times an upstream was called for them.</summary>
    public long Attempts { get; private set; }

    /// <summary>Calls for which more than one was.</summary>
    public long Fallbacks { get; private set; }

    /// <summary>Answered calls of which no tokens are known.</summary>
    public long Unreported { get; private set; }

    /// <summary>Calls whose tokens were estimated.</summary>
    public long Estimated { get; private set; }

    /// <summary>Calls of which the tokens are known and the price is not.</summary>
    public long Unpriced { get; private set; }

    public long TokensInput { get; private set; }
    public long TokensOutput { get; private set; }
    public long TokensCached { get; private set; }
    public long TokensCacheWrite { get; private set; }
    public long TokensReasoning { get; private set; }
    public long CostMicros { get; private set; }

    /// <summary>Calls of which the provider told the cost.</summary>
    public long UpstreamPriced { get; private set; }

    /// <summary>What it told.</summary>
    public long UpstreamCostMicros { get; private set; }

    /// <summary>What was calculated for the same calls.</summary>
    public long ComparedCostMicros { get; private set; }

    public long LatencyUs { get; private set; }
    public long TtftCalls { get; private set; }
    public long TtftUs { get; private set; }
    public long OverheadUs { get; private set; }

    /// <summary>Counts a call.</summary>
    public void Add(UsageRecord record)
    {
        Requests++;
        Attempts += record.Attempts;
        if (record.Attempts > 1) Fallbacks++;
        if (record.TokensEstimated) Estimated++;
        var isCounted = record.TokensInput is not null || record.TokensOutput is not null;
        if (!isCounted && record.Status == CallStatus.Success && record.Attempts > 0) Unreported++;
        if (isCounted && record.CostMicros is null) Unpriced++;
        TokensInput = Sum(TokensInput, record.TokensInput);
        TokensOutput = Sum(TokensOutput, record.TokensOutput);
        TokensCached = Sum(TokensCached, record.TokensCached);
        TokensCacheWrite = Sum(TokensCacheWrite, record.TokensCacheWrite);
        TokensReasoning = Sum(TokensReasoning, record.TokensReasoning);
        CostMicros = Sum(CostMicros, record.CostMicros);
        if (record.UpstreamCostMicros is { } told)
        {
            UpstreamPriced++;
            UpstreamCostMicros = Sum(UpstreamCostMicros, told);
            ComparedCostMicros = Sum(ComparedCostMicros, record.CostMicros);
        }
        LatencyUs = Sum(LatencyUs, record.LatencyMicroseconds);
        OverheadUs = Sum(OverheadUs, record.OverheadMicroseconds);
        if (record.TimeToFirstTokenMicroseconds is not { } first) return;
        TtftCalls++;
        TtftUs = Sum(TtftUs, first);
    }

    /// <summary>Counts that the cost of a call is another than was counted.</summary>
    public void Correct(long? before, long? after, bool isCompared)
    {
        var change = (after ?? 0) - (before ?? 0);
        CostMicros += change;
        if (isCompared) ComparedCostMicros += change;
        Unpriced += (after is null ? 1 : 0) - (before is null ? 1 : 0);
    }

    /// <summary>Adds what a shorter stretch counted.</summary>
    public void Add(Rollup other)
    {
        Requests += other.Requests;
        Attempts += other.Attempts;
        Fallbacks += other.Fallbacks;
        Unreported += other.Unreported;
        Estimated += other.Estimated;
        Unpriced += other.Unpriced;
        TokensInput = Sum(TokensInput, other.TokensInput);
        TokensOutput = Sum(TokensOutput, other.TokensOutput);
        TokensCached = Sum(TokensCached, other.TokensCached);
        TokensCacheWrite = Sum(TokensCacheWrite, other.TokensCacheWrite);
        TokensReasoning = Sum(TokensReasoning, other.TokensReasoning);
        CostMicros = Sum(CostMicros, other.CostMicros);
        UpstreamPriced += other.UpstreamPriced;
        UpstreamCostMicros = Sum(UpstreamCostMicros, other.UpstreamCostMicros);
        ComparedCostMicros = Sum(ComparedCostMicros, other.ComparedCostMicros);
        LatencyUs = Sum(LatencyUs, other.LatencyUs);
        TtftCalls += other.TtftCalls;
        TtftUs = Sum(TtftUs, other.TtftUs);
        OverheadUs = Sum(OverheadUs, other.OverheadUs);
    }

    private static long Sum(long sum, long? more) => sum + (more ?? 0);
}
