namespace Signalbox.Core.Limits;

/// <summary>One limit as it is written at a scope.</summary>
public sealed record LimitRule
{
    /// <summary>The highest amount: ten to the fifteenth, a billion US dollars for a budget. Sums of two of them still fit.</summary>
    public const long MaxAmount = 1_000_000_000_000_000;

    /// <summary>What it counts.</summary>
    public required LimitMeasure Measure { get; init; }

    /// <summary>Over which stretch of time.</summary>
    public required LimitPeriod Period { get; init; }

    /// <summary>How much there may be: calls, tokens, or micro-USD.</summary>
    public required long Amount { get; init; }

    /// <summary>The callable target it is for; null for all together.</summary>
    public string? Asset { get; init; }

    /// <summary>Whose days and months they are: an IANA name.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>For tokens, how much those of each kind count.</summary>
    public TokenWeights Weights { get; init; } = TokenWeights.Even;

    /// <summary>Whether a call beyond it is refused; else it is only counted and told of.</summary>
    public bool Hard { get; init; } = true;

    /// <summary>Whether a stream that grows beyond what was held for it is ended when the limit has no room for more; else it only counts.</summary>
    public bool CutsOff { get; init; }

    /// <summary>Whether every call asks the shared counter, rather than using a share of it held here.</summary>
    public bool Exact { get; init; }

    /// <summary>How calls wait for room instead of being refused; null when they do not. For rates and calls at once.</summary>
    public LimitQueue? Queue { get; init; }

    /// <summary>Whether the answer to a call beyond a quota is 429 rather than 403.</summary>
    public bool QuotaIsTooManyRequests { get; init; }

    /// <summary>Per cent of the amount that are worth telling when they are reached, in rising order.</summary>
    public IReadOnlyList<int> Thresholds { get; init; } = [];

    /// <summary>For a burst, calls per minute in the long run.</summary>
    public long PerMinute { get; init; }

    /// <summary>How much more there may be for a time.</summary>
    public long Raise { get; init; }

    /// <summary>Until when, Unix milliseconds.</summary>
    public long RaiseUntil { get; init; }

    /// <summary>How much there may be at a time.</summary>
    /// <param name="wall">Unix milliseconds.</param>
    public long AmountAt(long wall) => Raise != 0 && wall < RaiseUntil ? Math.Min(Amount + Raise, MaxAmount) : Amount;

    /// <summary>Whether its count goes by the calendar, and so outlives a restart.</summary>
    public bool IsCalendar => Period >= LimitPeriod.Hour;

    /// <summary>What it is called in answers, records and documents, such as <c>requests-per-minute</c> or <c>cost-per-month</c>.</summary>
    public string Name => Period switch
    {
        LimitPeriod.Now => "concurrency",
        LimitPeriod.Burst => "burst",
        _ => $"{Measure.ToString().ToLowerInvariant()}-per-{Period.ToString().ToLowerInvariant()}",
    };
}
