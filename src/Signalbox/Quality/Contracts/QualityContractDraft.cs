namespace Signalbox.Quality.Contracts;

/// <summary>What a route group must achieve. What is left out is not asked for.</summary>
internal sealed record QualityContractDraft
{
    /// <summary>Key of the route group; fixed once made. A group has one contract at most.</summary>
    public string? RouteGroup { get; set; }

    /// <summary>Who it is for, in words: product app, coding agent, evaluation key. At most 32.</summary>
    public IReadOnlyList<string> Users { get; set; } = [];

    /// <summary>What for, in words: short chat, extraction, agentic coding. At most 32.</summary>
    public IReadOnlyList<string> Tasks { get; set; } = [];

    /// <summary>APIs that all who serve must serve, as they are or translated: chat, responses, messages, embeddings.</summary>
    public IReadOnlyList<string> ApiShapes { get; set; } = [];

    /// <summary>APIs through which all who serve must call tools: chat, responses, messages.</summary>
    public IReadOnlyList<string> Tools { get; set; } = [];

    /// <summary>What all who serve must take: text, image, audio, document.</summary>
    public IReadOnlyList<string> Modalities { get; set; } = [];

    /// <summary>What evaluations must show. At most 16.</summary>
    public IReadOnlyList<SuccessDraft> Success { get; set; } = [];

    /// <summary>What calls may cost.</summary>
    public CostTargetDraft? Cost { get; set; }

    /// <summary>How long they may take.</summary>
    public LatencyTargetDraft? Latency { get; set; }

    /// <summary>How many may go wrong.</summary>
    public ReliabilityTargetDraft? Reliability { get; set; }

    /// <summary>Which calls are looked at.</summary>
    public PeriodDraft Period { get; set; } = new();

    /// <summary>When another model may become the primary, or take a share.</summary>
    public ContractPromotionDraft? Promotion { get; set; }

    /// <summary>When that is taken back.</summary>
    public ContractRollbackDraft? Rollback { get; set; }

    /// <summary>A model that judges pairs of shadow traffic. Left out or null: none does.</summary>
    public JudgeDraft? Judge { get; set; }
}

/// <summary>What an evaluation must show. Each bound is held against the interval that the results leave.</summary>
internal sealed record SuccessDraft
{
    /// <summary>The suite of tasks, as evaluations name it.</summary>
    public string? Suite { get; set; }

    /// <summary>Per cent of the results that must pass, 0 to 100; null: any.</summary>
    public double? MinPassPercent { get; set; }

    /// <summary>Mean reward, -1,000 to 1,000; null: any.</summary>
    public double? MinScore { get; set; }

    /// <summary>Results at least, 2 to 100,000.</summary>
    public int MinTasks { get; set; } = 10;

    /// <summary>How old results may be, in days, 1 to 3,650.</summary>
    public int MaxAgeDays { get; set; } = 30;
}

/// <summary>What calls may cost.</summary>
internal sealed record CostTargetDraft
{
    /// <summary>Mean cost of an answered call, USD, above 0; null: any.</summary>
    public double? MaxUsdPerCall { get; set; }

    /// <summary>What a call would cost otherwise, USD, above 0. Needed for min_saving_percent.</summary>
    public double? BaselineUsdPerCall { get; set; }

    /// <summary>Per cent of the baseline that must be saved, 0 to 100; null: any.</summary>
    public double? MinSavingPercent { get; set; }
}

/// <summary>How long answered calls may take, from their arrival.</summary>
internal sealed record LatencyTargetDraft
{
    /// <summary>Median, milliseconds, above 0; null: any.</summary>
    public double? MaxP50Ms { get; set; }

    /// <summary>95th percentile, milliseconds.</summary>
    public double? MaxP95Ms { get; set; }

    /// <summary>95th percentile of the time to the first content of a stream, milliseconds.</summary>
    public double? MaxFirstTokenP95Ms { get; set; }

    /// <summary>Median of the output tokens per second of a call.</summary>
    public double? MinTokensPerSecond { get; set; }
}

/// <summary>How many calls may go wrong. What callers broke off or got wrong does not count.</summary>
internal sealed record ReliabilityTargetDraft
{
    /// <summary>Per cent that whoever was to serve them did not, 0 to 100; null: any.</summary>
    public double? MaxFallbackPercent { get; set; }

    /// <summary>Per cent that failed for time.</summary>
    public double? MaxTimeoutPercent { get; set; }

    /// <summary>Per cent that nobody answered.</summary>
    public double? MaxErrorPercent { get; set; }
}

/// <summary>Which calls are looked at.</summary>
internal sealed record PeriodDraft
{
    /// <summary>How many hours back, 1 to 720.</summary>
    public int Hours { get; set; } = 24;

    /// <summary>Calls at least before anything of them is judged, 2 to 10,000.</summary>
    public int MinCalls { get; set; } = 20;
}

/// <summary>When another model may become the primary, or take a share. A promotion with force passes it by.</summary>
internal sealed record ContractPromotionDraft
{
    /// <summary>The rule in words, at most 1,000 characters.</summary>
    public string? Note { get; set; }

    /// <summary>How the contract must stand: green, not_red, or any.</summary>
    public string Standing { get; set; } = "any";

    /// <summary>A suite that candidate and primary must have been compared by; null: none.</summary>
    public string? Suite { get; set; }

    /// <summary>How much lower than the primary's the candidate's mean score may be, at the unfavorable end of the interval; 0 to 1,000. Needs suite.</summary>
    public double? MaxScoreDrop { get; set; }

    /// <summary>Tasks that both must have worked at, 2 to 100,000.</summary>
    public int MinTasks { get; set; } = 10;

    /// <summary>How old results may be, in days, 1 to 3,650.</summary>
    public int MaxAgeDays { get; set; } = 30;
}

/// <summary>When a promotion is taken back by itself.</summary>
internal sealed record ContractRollbackDraft
{
    /// <summary>The rule in words, at most 1,000 characters.</summary>
    public string? Note { get; set; }

    /// <summary>Parts of the contract, of cost, latency and reliability: as soon as a canary's calls are red by one of them, it is taken back.</summary>
    public IReadOnlyList<string> On { get; set; } = [];
}

/// <summary>A model that judges which of two answers of shadow traffic is better, in the background. It needs texts: the group's shadow must keep them.</summary>
internal sealed record JudgeDraft
{
    /// <summary>Name of the model.</summary>
    public string? Model { get; set; }

    /// <summary>Share of the pairs, 0 to 100 per cent.</summary>
    public double SamplePercent { get; set; } = 10;

    /// <summary>USD that judging may cost per day (UTC), 0.000001 to 1,000,000; passed by one answer at most per instance.</summary>
    public double DailyCostUsd { get; set; } = 1;

    /// <summary>What the judge is told, at most 8,000 characters, with {prompt}, {first} and {second} where the texts go; it must answer {"winner": "first", "second" or "tie", "reason": "..."}. Left out or null: the gateway's own words.</summary>
    public string? Template { get; set; }
}
