using Signalbox.Core.Promotion.Canary;

namespace Signalbox.Promotion.Canary;

/// <summary>A promotion by steps: the candidate takes a growing share of the calls, and becomes the primary at the last step, unless a safeguard takes it back before.</summary>
internal sealed record CanaryDraft
{
    /// <summary>The steps, of growing shares, the last of 100 per cent; 1 to 10. Left out: 5, 25 and 50 per cent for 15 minutes each, then 100 per cent, watched for 30.</summary>
    public IReadOnlyList<CanaryStepDraft> Steps { get; set; } =
    [
        new() { Percent = 5, BakeMinutes = 15 }, new() { Percent = 25, BakeMinutes = 15 }, new() { Percent = 50, BakeMinutes = 15 }, new() { Percent = 100, BakeMinutes = 30 },
    ];

    /// <summary>The candidate's calls at least before a safeguard judges, and before a step is over, 2 to 10,000.</summary>
    public int MinCalls { get; set; } = 20;

    /// <summary>Per cent of its calls that it may fail, be they served by another or by nobody; 0 to 100; null: any.</summary>
    public double? MaxErrorPercent { get; set; } = 5;

    /// <summary>How much slower than the primary's calls of the same time its own may be; 0.1 to 100; null: any.</summary>
    public double? MaxLatencyRatio { get; set; }

    /// <summary>What its calls may cost beside the primary's; 0.01 to 100; null: any.</summary>
    public double? MaxCostRatio { get; set; }

    /// <summary>Why, for the history and the audit trail; one line of at most 500 characters.</summary>
    public string? Reason { get; set; }

    /// <summary>Begins although the group's promotion rule or its contract's is not met. Needs a reason, and is audited.</summary>
    public bool Force { get; set; }

    /// <summary>The steps as they are judged by.</summary>
    public IReadOnlyList<CanaryStep> ToSteps() => [.. Steps.Select(step => new CanaryStep(step.Percent, TimeSpan.FromMinutes(step.BakeMinutes)))];

    /// <summary>The safeguards as they are judged by.</summary>
    public CanaryGuard ToGuard() => new() { MinCalls = MinCalls, MaxErrors = MaxErrorPercent / 100, MaxLatencyRatio = MaxLatencyRatio, MaxCostRatio = MaxCostRatio };
}

/// <summary>One step.</summary>
internal sealed record CanaryStepDraft
{
    /// <summary>Share of the calls, 0.1 to 100 per cent.</summary>
    public double Percent { get; set; }

    /// <summary>How long it lasts at least, 0 to 10,080 minutes.</summary>
    public double BakeMinutes { get; set; } = 15;
}

/// <summary>What may be said with a pause, a resumption or an abortion.</summary>
internal sealed record CanaryWord
{
    /// <summary>Why; one line of at most 500 characters.</summary>
    public string? Reason { get; set; }
}
