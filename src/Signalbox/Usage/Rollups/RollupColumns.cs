using Column = Signalbox.Usage.BulkColumn<Signalbox.Usage.Rollups.Rollup>;
using GroupColumn = Signalbox.Usage.BulkColumn<Signalbox.Usage.Rollups.UsageGroup>;
using DurationColumn = Signalbox.Usage.BulkColumn<Signalbox.Usage.Rollups.DurationPart>;
using LedgerColumn = Signalbox.Usage.BulkColumn<Signalbox.Usage.Rollups.LedgerLine>;

namespace Signalbox.Usage.Rollups;

/// <summary>The columns of the tables that reports are read from, each with where its value comes from.</summary>
internal static class RollupColumns
{
    /// <summary>What is added up.</summary>
    public static readonly Column[] Measures =
    [
        Column.OfNumber("requests", r => r.Requests), Column.OfNumber("attempts", r => r.Attempts), Column.OfNumber("fallbacks", r => r.Fallbacks),
        Column.OfNumber("unreported", r => r.Unreported), Column.OfNumber("estimated", r => r.Estimated), Column.OfNumber("unpriced", r => r.Unpriced),
        Column.OfNumber("tokens_input", r => r.TokensInput), Column.OfNumber("tokens_output", r => r.TokensOutput), Column.OfNumber("tokens_cached", r => r.TokensCached),
        Column.OfNumber("tokens_cache_write", r => r.TokensCacheWrite), Column.OfNumber("tokens_reasoning", r => r.TokensReasoning), Column.OfNumber("cost_micros", r => r.CostMicros),
        Column.OfNumber("upstream_priced", r => r.UpstreamPriced), Column.OfNumber("upstream_cost_micros", r => r.UpstreamCostMicros),
        Column.OfNumber("compared_cost_micros", r => r.ComparedCostMicros), Column.OfNumber("latency_us", r => r.LatencyUs), Column.OfNumber("ttft_calls", r => r.TtftCalls),
        Column.OfNumber("ttft_us", r => r.TtftUs), Column.OfNumber("overhead_us", r => r.OverheadUs),
    ];

    /// <summary>A row of <c>report_sums</c>.</summary>
    public static readonly Column[] Sums =
        [Column.OfNumber("span_ms", r => r.SpanMs), Column.OfNumber("at", r => r.At), Column.OfNumber("group_id", r => r.GroupId), .. Measures];

    /// <summary>A row of <c>report_groups</c>.</summary>
    public static readonly GroupColumn[] Groups =
    [
        GroupColumn.OfNumber("id", g => g.Id), GroupColumn.OfText("organization_id", g => g.OrganizationId), GroupColumn.OfText("team_id", g => g.TeamId),
        GroupColumn.OfText("project_id", g => g.ProjectId), GroupColumn.OfText("environment", g => g.Environment), GroupColumn.OfText("key_id", g => g.KeyId),
        GroupColumn.OfText("user_id", g => g.UserId), GroupColumn.OfText("target", g => g.Target), GroupColumn.OfText("target_kind", g => g.TargetKind),
        GroupColumn.OfText("provider", g => g.Provider), GroupColumn.OfText("deployment", g => g.Deployment), GroupColumn.OfNumber("status", g => (long)g.Status),
        GroupColumn.OfText("cache", g => g.Cache), GroupColumn.OfText("client", g => g.Client), GroupColumn.OfText("api", g => g.Api), GroupColumn.OfNumber("demo", g => g.Demo ? 1 : 0), GroupColumn.OfNumber("faulty", g => g.Faulty ? 1 : 0),
    ];

    /// <summary>A row of <c>report_durations</c>.</summary>
    public static readonly DurationColumn[] Durations =
    [
        DurationColumn.OfNumber("span_ms", d => d.SpanMs), DurationColumn.OfNumber("at", d => d.At), DurationColumn.OfNumber("group_id", d => d.GroupId),
        DurationColumn.OfNumber("part", d => d.Part), DurationColumn.OfText("latency", d => d.Latency.Pack()), DurationColumn.OfText("ttft", d => d.TimeToFirstToken.Pack()),
    ];

    /// <summary>A row of <c>provider_ledger</c>.</summary>
    public static readonly LedgerColumn[] Ledger =
    [
        LedgerColumn.OfNumber("at", l => l.At), LedgerColumn.OfText("provider", l => l.Provider), LedgerColumn.OfNumber("dispatched", l => l.Dispatched),
        LedgerColumn.OfNumber("settled", l => l.Settled), LedgerColumn.OfNumber("failed", l => l.Failed), LedgerColumn.OfNumber("interrupted", l => l.Interrupted),
        LedgerColumn.OfNumber("disconnected", l => l.Disconnected), LedgerColumn.OfNumber("drained", l => l.Drained),
    ];
}
