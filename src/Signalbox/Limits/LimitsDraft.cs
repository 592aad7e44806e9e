namespace Signalbox.Limits;

/// <summary>The limits of an organization, team, project, user or key as they are written. What is left out has no limit here.</summary>
internal sealed record LimitsDraft
{
    /// <summary>Requests per minute, counted over the last sixty seconds.</summary>
    public long? Rpm { get; set; }

    /// <summary>Tokens per minute, in and out, counted over the last sixty seconds.</summary>
    public long? Tpm { get; set; }

    /// <summary>Calls under way at once.</summary>
    public long? Concurrency { get; set; }

    /// <summary>Of the requests per minute, how many may come at once; the rest one after the other. Needs rpm.</summary>
    public long? Burst { get; set; }

    /// <summary>Quotas of requests or tokens for an hour, day, week or month of the calendar.</summary>
    public IReadOnlyList<QuotaDraft> Quotas { get; set; } = [];

    /// <summary>Further limits for single models or route groups.</summary>
    public IReadOnlyList<AssetLimitsDraft> Assets { get; set; } = [];

    /// <summary>Whose days, weeks and months the quotas go by: an IANA name such as Europe/Berlin; UTC unless set.</summary>
    public string? TimeZone { get; set; }

    /// <summary>How much tokens of some kinds count; each as one unless set.</summary>
    public TokenWeightsDraft? TokenWeights { get; set; }

    /// <summary>Status of the answer to a call beyond a quota: 403, which SDKs do not retry, unless set to 429.</summary>
    public int? QuotaStatus { get; set; }

    /// <summary>
    /// Whether a stream that gets longer than was held for it is ended when tokens run out: as one that reached its length. Else it goes on, and what
    /// it took beyond counts.
    /// </summary>
    public bool CutOff { get; set; }

    /// <summary>Has calls beyond a rate or the calls at once wait for room instead of being refused.</summary>
    public QueueDraft? Queue { get; set; }

    /// <summary>Where calls wait, how early these are served: 1 to 9, the higher first; what the scopes above say, or 5, unless set.</summary>
    public int? Priority { get; set; }

    /// <summary>With several instances, whether each call asks the shared count rather than a share of it: no share lies unused, at the price of a round trip per call.</summary>
    public bool Exact { get; set; }

    /// <summary>Whether calls are counted at all levels and refused at none: for the few that must work whatever it costs.</summary>
    public bool Exempt { get; set; }
}

/// <summary>How calls wait.</summary>
internal sealed record QueueDraft
{
    /// <summary>How many may wait at once at each instance, 1 to 10,000; 100 unless set.</summary>
    public int Depth { get; set; } = 100;

    /// <summary>How long each waits at most, in milliseconds, 100 to 600,000; 10,000 unless set. A caller may say less with x-signalbox-max-wait.</summary>
    public int MaxWaitMs { get; set; } = 10_000;
}

/// <summary>A quota: requests or tokens, in a period.</summary>
internal sealed record QuotaDraft
{
    /// <summary>How many requests; give this or tokens.</summary>
    public long? Requests { get; set; }

    /// <summary>How many tokens; give this or requests.</summary>
    public long? Tokens { get; set; }

    /// <summary>hour, day, week or month.</summary>
    public string? Period { get; set; }
}

/// <summary>Limits for calls of one target.</summary>
internal sealed record AssetLimitsDraft
{
    /// <summary>Name of a model or route group.</summary>
    public string? Asset { get; set; }

    /// <summary>Requests per minute.</summary>
    public long? Rpm { get; set; }

    /// <summary>Tokens per minute.</summary>
    public long? Tpm { get; set; }

    /// <summary>Calls under way at once.</summary>
    public long? Concurrency { get; set; }

    /// <summary>Quotas.</summary>
    public IReadOnlyList<QuotaDraft> Quotas { get; set; } = [];
}

/// <summary>How much a token of a kind counts: 0 to 100, to three places.</summary>
internal sealed record TokenWeightsDraft
{
    /// <summary>Input read from the provider's cache.</summary>
    public decimal Cached { get; set; } = 1;

    /// <summary>Input written to it.</summary>
    public decimal CacheWrite { get; set; } = 1;

    /// <summary>Output that is reasoning.</summary>
    public decimal Reasoning { get; set; } = 1;
}
