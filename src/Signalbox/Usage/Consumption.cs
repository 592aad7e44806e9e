using Signalbox.Core.Pricing;

namespace Signalbox.Usage;

/// <summary>What calls took, with whose they were; an empty text stands for none.</summary>
internal sealed record Consumption
{
    public long SpanMs { get; init; }
    public long At { get; init; }
    public string KeyId { get; init; } = "";
    public string UserId { get; init; } = "";
    public string Model { get; init; } = "";
    public string OrganizationId { get; init; } = "";
    public string TeamId { get; init; } = "";
    public string ProjectId { get; init; } = "";
    public long Requests { get; init; }
    public long TokensInput { get; init; }
    public long TokensOutput { get; init; }
    public long TokensCached { get; init; }
    public long TokensCacheWrite { get; init; }
    public long TokensReasoning { get; init; }
    public long CostMicros { get; init; }

    /// <summary>Its tokens.</summary>
    public TokenCounts Tokens => new(TokensInput, TokensOutput, TokensCached, TokensCacheWrite, TokensReasoning);

    /// <summary>Whether a call took anything of limits: not one that was refused, or counted tokens only.</summary>
    public static bool Counts(UsageRecord record) => record.Status != CallStatus.Refused && record.KeyId is not null && record.Api != "count_tokens";

    /// <summary>What one call took; null for one that took nothing of any limit.</summary>
    public static Consumption? Of(UsageRecord record) => !Counts(record) ? null : new Consumption
    {
        At = record.StartedAt,
        KeyId = record.KeyId!,
        UserId = record.UserId ?? "",
        Model = UsageColumns.Storable(record.Model) ?? "",
        OrganizationId = record.OrganizationId ?? "",
        TeamId = record.TeamId ?? "",
        ProjectId = record.ProjectId ?? "",
        Requests = 1,
        TokensInput = record.TokensInput ?? 0,
        TokensOutput = record.TokensOutput ?? 0,
        TokensCached = record.TokensCached ?? 0,
        TokensCacheWrite = record.TokensCacheWrite ?? 0,
        TokensReasoning = record.TokensReasoning ?? 0,
        CostMicros = record.CostMicros ?? 0,
    };

    /// <summary>By how much a call took more, or less, than was counted, since its cost is another; null for one that took nothing of any limit.</summary>
    public static Consumption? Of(CostChange change) => Of(change.Record) is not { } one ? null : one with
    {
        Requests = 0, TokensInput = 0, TokensOutput = 0, TokensCached = 0, TokensCacheWrite = 0, TokensReasoning = 0, CostMicros = change.Difference,
    };

    /// <summary>Both together, at the place of this one.</summary>
    public Consumption Plus(Consumption other) => this with
    {
        Requests = Requests + other.Requests,
        TokensInput = TokensInput + other.TokensInput,
        TokensOutput = TokensOutput + other.TokensOutput,
        TokensCached = TokensCached + other.TokensCached,
        TokensCacheWrite = TokensCacheWrite + other.TokensCacheWrite,
        TokensReasoning = TokensReasoning + other.TokensReasoning,
        CostMicros = CostMicros + other.CostMicros,
    };
}
