namespace Signalbox.Alerts.Rules;

/// <summary>The writable fields of an alert rule. What has no meaning for the kind stays at what it is unless set.</summary>
internal sealed record AlertRuleDraft
{
    /// <summary>Unique name; fixed once made.</summary>
    public string? Name { get; set; }

    /// <summary>What it is for, at most 500 characters.</summary>
    public string? Description { get; set; }

    /// <summary>budget, quota, error_rate, latency, fallback, provider, anomaly or burn_rate; fixed once made.</summary>
    public string? Kind { get; set; }

    /// <summary>Whether it is looked at.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>info, warning or critical.</summary>
    public string Severity { get; set; } = "warning";

    /// <summary>What it looks at; all unless narrowed. Not for burn_rate, whose objective says it.</summary>
    public AlertScopeDraft Scope { get; set; } = new();

    /// <summary>
    /// error_rate, latency, fallback and anomaly: an alert for each organization, team, project, user, key, target, provider or deployment; one for all
    /// unless set.
    /// </summary>
    public string? By { get; set; }

    /// <summary>
    /// budget: per cent of it, 1 to 1,000; its own thresholds unless set. quota: per cent, 90 unless set. error_rate and fallback: per cent of the calls,
    /// 5 and 20 unless set. latency: milliseconds, 10,000 unless set.
    /// </summary>
    public double? Threshold { get; set; }

    /// <summary>latency: so many per cent of the answered calls must not take longer, 50 to 99.9.</summary>
    public double Percentile { get; set; } = 95;

    /// <summary>
    /// error_rate, latency and fallback: the last so many minutes, 1 to 10,080 (a week). Beyond 60, whole quarters of an hour count, and of latency whole hours.
    /// </summary>
    public int WindowMinutes { get; set; } = 10;

    /// <summary>error_rate, latency, fallback and burn_rate: fewer calls than this say nothing, 1 to 1,000,000.</summary>
    public int MinCalls { get; set; } = 20;

    /// <summary>How long the condition must hold before anyone is told, in seconds, 0 to 86,400.</summary>
    public int ForSeconds { get; set; } = 60;

    /// <summary>How long it must not hold before the alert is over, in seconds, 0 to 86,400.</summary>
    public int ResolveAfterSeconds { get; set; } = 120;

    /// <summary>After how many minutes an alert that still fires is told again, 5 to 10,080; 0 for never.</summary>
    public int RepeatMinutes { get; set; } = 240;

    /// <summary>Names of destinations, at most 20. Without any, alerts are seen in console, API and metrics only.</summary>
    public IReadOnlyList<string> Destinations { get; set; } = [];

    /// <summary>anomaly: requests, errors, tokens or cost.</summary>
    public string Measure { get; set; } = "cost";

    /// <summary>anomaly: above, below or both.</summary>
    public string Direction { get; set; } = "above";

    /// <summary>anomaly: how far from what is usual, in standard deviations, 3 to 20.</summary>
    public double Sensitivity { get; set; } = 6;

    /// <summary>anomaly: weeks that tell what is usual, 2 to 12.</summary>
    public int Weeks { get; set; } = 4;

    /// <summary>anomaly: hours with less than this, seen and usual, are never anomalous; in the measure, USD for cost. 1 USD or 100 of the others unless set.</summary>
    public double? Floor { get; set; }

    /// <summary>anomaly: whose hours of the week: an IANA name.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>burn_rate: name of a service level objective.</summary>
    public string? Slo { get; set; }

    /// <summary>burn_rate: urgent looks at fast burning (14.4 and 6 times), slow at slow burning (once), any at both.</summary>
    public string Burning { get; set; } = "any";
}
