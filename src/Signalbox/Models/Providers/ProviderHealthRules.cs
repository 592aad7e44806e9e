using Signalbox.Admin;

namespace Signalbox.Models.Providers;

/// <summary>What must hold of the health settings in a draft of a provider.</summary>
internal static class ProviderHealthRules
{
    private const int MostMs = 3_600_000;

    /// <summary>Notes what is wrong.</summary>
    public static void Check(FieldErrors errors, ProviderHealthDraft draft)
    {
        Range(errors, "consecutive_failures", draft.ConsecutiveFailures, 0, 1000, "0 switches the rule off.");
        errors.Require(draft.FailurePercent is >= 0 and <= 100, "health.failure_percent", "must be between 0 and 100; 0 switches the rule off.");
        Range(errors, "slow_ms", draft.SlowMs, 0, MostMs, "0 switches the rule off.");
        errors.Require(draft.SlowPercent is > 0 and <= 100, "health.slow_percent", "must be above 0 and at most 100. Set slow_ms to 0 to switch the rule off.");
        Range(errors, "stalled_ms", draft.StalledMs, 0, MostMs, "0 switches the rule off.");
        Range(errors, "window_seconds", draft.WindowSeconds, 1, 600);
        Range(errors, "min_calls", draft.MinCalls, 1, 100_000);
        Range(errors, "cooldown_seconds", draft.CooldownSeconds, 1, 3600);
        errors.Require(draft.MaxCooldownSeconds >= draft.CooldownSeconds && draft.MaxCooldownSeconds <= 86_400, "health.max_cooldown_seconds",
            $"must be between cooldown_seconds ({draft.CooldownSeconds:N0}) and 86,400.");
        Range(errors, "half_open_calls", draft.HalfOpenCalls, 1, 100);
        Range(errors, "throttle_seconds", draft.ThrottleSeconds, 0, 3600);
        Range(errors, "probe_interval_seconds", draft.ProbeIntervalSeconds, 0, 3600, "0 switches probes off.");
        Range(errors, "probe_failures", draft.ProbeFailures, 1, 10);
    }

    private static void Range(FieldErrors errors, string field, int value, int least, int most, string? more = null) =>
        errors.Require(value >= least && value <= most, $"health.{field}", $"must be between {least:N0} and {most:N0}{(more is null ? "." : $"; {more}")}");
}
