using System.Text.Json;
using Column = Signalbox.Usage.BulkColumn<Signalbox.Usage.UsageRecord>;

namespace Signalbox.Usage;

/// <summary>The columns of <c>usage_records</c>, each with where its value comes from: one list for both databases.</summary>
internal static class UsageColumns
{
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    /// <summary>What was measured of a call, which both tables of calls have.</summary>
    public static readonly Column[] Measures =
    [
        Column.OfNumber("tokens_input", r => r.TokensInput),
        Column.OfNumber("tokens_output", r => r.TokensOutput),
        Column.OfNumber("tokens_cached", r => r.TokensCached),
        Column.OfNumber("tokens_cache_write", r => r.TokensCacheWrite),
        Column.OfNumber("tokens_reasoning", r => r.TokensReasoning),
        Column.OfNumber("cost_micros", r => r.CostMicros),
        Column.OfNumber("latency_us", r => r.LatencyMicroseconds),
        Column.OfNumber("ttft_us", r => r.TimeToFirstTokenMicroseconds),
        Column.OfNumber("overhead_us", r => r.OverheadMicroseconds),
        Column.OfNumber("tokens_cache_write_1h", r => r.TokensCacheWriteLong),
        Column.OfNumber("tokens_input_audio", r => r.TokensInputAudio),
        Column.OfNumber("tokens_output_audio", r => r.TokensOutputAudio),
        Column.OfText("service_class", r => r.ServiceClass),
        Column.OfNumber("upstream_cost_micros", r => r.UpstreamCostMicros),
    ];

    /// <summary>Name, PostgreSQL type and value of each column.</summary>
    public static readonly Column[] All =
    [
        Column.OfText("request_id", r => r.RequestId),
        Column.OfNumber("started_at", r => r.StartedAt),
        Column.OfNumber("finished_at", r => r.FinishedAt),
        Column.OfNumber("status", r => (long)r.Status),
        Column.OfNumber("http_status", r => (long)r.HttpStatus),
        Column.OfText("code", r => Storable(r.Code)),
        Column.OfText("model", r => Storable(r.Model)),
        Column.OfText("deployment", r => r.Deployment),
        Column.OfText("provider", r => r.Provider),
        Column.OfText("organization_id", r => r.OrganizationId),
        Column.OfText("team_id", r => r.TeamId),
        Column.OfText("project_id", r => r.ProjectId),
        Column.OfText("user_id", r => r.UserId),
        Column.OfText("key_id", r => r.KeyId),
        Column.OfNumber("stream", r => r.Stream ? 1L : 0L),
        Column.OfNumber("demo", r => r.Demo ? 1L : 0L),
        Column.OfNumber("attempts", r => (long)r.Attempts),
        .. Measures,
        Column.OfText("detail_id", r => r.DetailId),
        Column.OfNumber("group_id", r => r.GroupId),
        // JSON spells NUL out, so that nothing needs to be taken away here.
        Column.OfUtf8("detail", r => r.DetailId is not null ? Nothing : JsonSerializer.SerializeToUtf8Bytes(UsageDetail.Of(r), UsageJson.Default.UsageDetail)),
    ];

    /// <summary>PostgreSQL takes no NUL in text; what a caller or an upstream named may hold one.</summary>
    public static string? Storable(string? value) => value?.Replace("\0", "", StringComparison.Ordinal);
}
