using System.Text.Json;
using NpgsqlTypes;

namespace Signalbox.Usage;

/// <summary>The columns of <c>usage_records</c>, each with where its value comes from: one list for both databases.</summary>
internal static class UsageColumns
{
    /// <summary>Name, PostgreSQL type and value of each column.</summary>
    public static readonly (string Name, NpgsqlDbType Type, Func<UsageRecord, object?> Value)[] All =
    [
        ("request_id", NpgsqlDbType.Text, r => r.RequestId),
        ("started_at", NpgsqlDbType.Bigint, r => r.StartedAt),
        ("finished_at", NpgsqlDbType.Bigint, r => r.FinishedAt),
        ("status", NpgsqlDbType.Bigint, r => (long)r.Status),
        ("http_status", NpgsqlDbType.Bigint, r => (long)r.HttpStatus),
        ("code", NpgsqlDbType.Text, r => Text(r.Code)),
        ("model", NpgsqlDbType.Text, r => Text(r.Model)),
        ("deployment", NpgsqlDbType.Text, r => r.Deployment),
        ("provider", NpgsqlDbType.Text, r => r.Provider),
        ("organization_id", NpgsqlDbType.Text, r => r.OrganizationId),
        ("team_id", NpgsqlDbType.Text, r => r.TeamId),
        ("project_id", NpgsqlDbType.Text, r => r.ProjectId),
        ("user_id", NpgsqlDbType.Text, r => r.UserId),
        ("key_id", NpgsqlDbType.Text, r => r.KeyId),
        ("stream", NpgsqlDbType.Bigint, r => r.Stream ? 1L : 0L),
        ("demo", NpgsqlDbType.Bigint, r => r.Demo ? 1L : 0L),
        ("attempts", NpgsqlDbType.Bigint, r => (long)r.Attempts),
        ("tokens_input", NpgsqlDbType.Bigint, r => r.TokensInput),
        ("tokens_output", NpgsqlDbType.Bigint, r => r.TokensOutput),
        ("tokens_cached", NpgsqlDbType.Bigint, r => r.TokensCached),
        ("tokens_cache_write", NpgsqlDbType.Bigint, r => r.TokensCacheWrite),
        ("tokens_reasoning", NpgsqlDbType.Bigint, r => r.TokensReasoning),
        ("cost_micros", NpgsqlDbType.Bigint, r => r.CostMicros),
        ("latency_us", NpgsqlDbType.Bigint, r => r.LatencyMicroseconds),
        ("ttft_us", NpgsqlDbType.Bigint, r => r.TimeToFirstTokenMicroseconds),
        ("overhead_us", NpgsqlDbType.Bigint, r => r.OverheadMicroseconds),
        // JSON spells NUL out, so that nothing needs to be taken away here.
        ("detail", NpgsqlDbType.Text, r => JsonSerializer.Serialize(UsageDetail.Of(r), UsageJson.Default.UsageDetail)),
    ];

    /// <summary>PostgreSQL takes no NUL in text; what a caller or an upstream named may hold one.</summary>
    private static string? Text(string? value) => value?.Replace("\0", "", StringComparison.Ordinal);
}
