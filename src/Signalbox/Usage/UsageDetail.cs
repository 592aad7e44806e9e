using System.Text.Json.Serialization;

namespace Signalbox.Usage;

/// <summary>What <c>usage_records.detail</c> holds: shown with a record, never searched by.</summary>
internal sealed record UsageDetail
{
    public string Api { get; init; } = "";
    public string? Reasons { get; init; }
    public string? Message { get; init; }
    public string? TargetKind { get; init; }
    public string? RouteReason { get; init; }
    public string? UpstreamModel { get; init; }
    public IReadOnlyList<CallAttempt>? Attempts { get; init; }
    public string? Organization { get; init; }
    public string? Team { get; init; }
    public string? Project { get; init; }
    public string? User { get; init; }
    public string? KeyName { get; init; }
    public string? KeyPrefix { get; init; }
    public string? Environment { get; init; }
    public string? Client { get; init; }

    /// <summary>True when tokens were estimated; not there otherwise.</summary>
    public bool? TokensEstimated { get; init; }

    /// <summary>Whether this is the part of a record that goes there; the record's attempts apart, of which it must have none.</summary>
    public bool IsOf(UsageRecord record) =>
        Attempts is null && Api == record.Api && UpstreamModel == record.UpstreamModel && Client == record.Client && KeyPrefix == record.KeyPrefix
        && KeyName == record.KeyName && TargetKind == record.TargetKind && RouteReason == record.RouteReason && Reasons == record.ReasonCodes && Message == record.Message
        && Organization == record.Organization && Team == record.Team && Project == record.Project && User == record.User
        && Environment == record.Environment && (TokensEstimated == true) == record.TokensEstimated;

    /// <summary>The part of a record that goes there.</summary>
    public static UsageDetail Of(UsageRecord record) => new()
    {
        Api = record.Api,
        Reasons = record.ReasonCodes,
        Message = record.Message,
        TargetKind = record.TargetKind,
        RouteReason = record.RouteReason,
        UpstreamModel = record.UpstreamModel,
        Attempts = record.AttemptDetails.Count == 0 ? null : record.AttemptDetails,
        Organization = record.Organization,
        Team = record.Team,
        Project = record.Project,
        User = record.User,
        KeyName = record.KeyName,
        KeyPrefix = record.KeyPrefix,
        Environment = record.Environment,
        Client = record.Client,
        TokensEstimated = record.TokensEstimated ? true : null,
    };
}

/// <summary>JSON forms of the usage capability.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UsageDetail))]
internal sealed partial class UsageJson : JsonSerializerContext;
