using System.Text.Json;
using NpgsqlTypes;

namespace Signalbox.Usage;

/// <summary>The columns of <c>usage_records</c>, each with where its value comes from: one list for both databases.</summary>
internal static class UsageColumns
{
    /// <summary>Name, PostgreSQL type and value of each column.</summary>
    public static readonly BulkColumn<UsageRecord>[] All =
    [
        new("request_id", NpgsqlDbType.Text, r => r.RequestId),
        new("started_at", NpgsqlDbType.Bigint, r => r.StartedAt),
        new("finished_at", NpgsqlDbType.Bigint, r => r.FinishedAt),
        new("status", NpgsqlDbType.Bigint, r => (long)r.Status),
        new("http_status", NpgsqlDbType.Bigint, r => (long)r.HttpStatus),
        new("code", NpgsqlDbType.Text, r => Storable(r.Code)),
        new("model", NpgsqlDbType.Text, r => Storable(r.Model)),
        new("deployment", NpgsqlDbType.Text, r => r.Deployment),
        new("provider", NpgsqlDbType.Text, r => r.Provider),
        new("organization_id", NpgsqlDbType.Text, r => r.OrganizationId),
        new("team_id", NpgsqlDbType.Text, r => r.TeamId),
        new("project_id", NpgsqlDbType.Text, r => r.ProjectId),
        new("user_id", NpgsqlDbType.Text, r => r.UserId),
        new("key_id", NpgsqlDbType.Text, r => r.KeyId),
        new("stream", NpgsqlDbType.Bigint, r => r.Stream ? 1L : 0L),
        new("demo", NpgsqlDbType.Bigint, r => r.Demo ? 1L : 0L),
        new("attempts", NpgsqlDbType.Bigint, r => (long)r.Attempts),
        new("tokens_input", NpgsqlDbType.Bigint, r => r.TokensInput),
        new("tokens_output", NpgsqlDbType.Bigint, r => r.TokensOutput),
        new("tokens_cached", NpgsqlDbType.Bigint, r => r.TokensCached),
        new("tokens_cache_write", NpgsqlDbType.Bigint, r => r.TokensCacheWrite),
        new("tokens_reasoning", NpgsqlDbType.Bigint, r => r.TokensReasoning),
        new("cost_micros", NpgsqlDbType.Bigint, r => r.CostMicros),
        new("latency_us", NpgsqlDbType.Bigint, r => r.LatencyMicroseconds),
        new("ttft_us", NpgsqlDbType.Bigint, r => r.TimeToFirstTokenMicroseconds),
        new("overhead_us", NpgsqlDbType.Bigint, r => r.OverheadMicroseconds),
        // JSON spells NUL out, so that nothing needs to be taken away here.
        new("detail", NpgsqlDbType.Text, r => JsonSerializer.Serialize(UsageDetail.Of(r), UsageJson.Default.UsageDetail)),
    ];

    /// <summary>PostgreSQL takes no NUL in text; what a caller or an upstream named may hold one.</summary>
    public static string? Storable(string? value) => value?.Replace("\0", "", StringComparison.Ordinal);
}
