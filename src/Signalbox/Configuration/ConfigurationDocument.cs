using System.Text.Json.Serialization;
using Signalbox.Access;
using Signalbox.Alerts.Destinations;
using Signalbox.Alerts.Rules;
using Signalbox.Alerts.Slos;
using Signalbox.Limits;
using Signalbox.Models.Providers;
using Signalbox.Models.Registry;
using Signalbox.Policies;
using Signalbox.Quality.Contracts;
using Signalbox.Routing;

namespace Signalbox.Configuration;

/// <summary>The YAML configuration: the same words as the API, with the tenant tree written as a tree.</summary>
internal sealed record ConfigurationDocument
{
    /// <summary>Settings of the process; read at start only.</summary>
    public ServerSection Server { get; set; } = new();

    /// <summary>Upstream accounts.</summary>
    public IReadOnlyList<ProviderDraft> Providers { get; set; } = [];

    /// <summary>Public models.</summary>
    public IReadOnlyList<ModelDraft> Models { get; set; } = [];

    /// <summary>Route groups.</summary>
    public IReadOnlyList<RouteGroupDraft> RouteGroups { get; set; } = [];

    /// <summary>Routing policies: what a file says is in force.</summary>
    public IReadOnlyList<PolicyDraft> Policies { get; set; } = [];

    /// <summary>What route groups must achieve.</summary>
    public IReadOnlyList<QualityContractDraft> QualityContracts { get; set; } = [];

    /// <summary>The tenant tree.</summary>
    public IReadOnlyList<OrganizationSection> Organizations { get; set; } = [];

    /// <summary>Where alerts are told.</summary>
    public IReadOnlyList<AlertDestinationDraft> AlertDestinations { get; set; } = [];

    /// <summary>What share of calls must be good.</summary>
    public IReadOnlyList<SloDraft> Slos { get; set; } = [];

    /// <summary>What is worth an alert.</summary>
    public IReadOnlyList<AlertRuleDraft> AlertRules { get; set; } = [];
}

/// <summary>Settings of the process.</summary>
internal sealed record ServerSection
{
    /// <summary>Where to listen; SIGNALBOX_URLS overrides.</summary>
    public string? Urls { get; set; }

    /// <summary>Largest request body, in bytes; 1,024 to 1,073,741,824.</summary>
    public long? MaxBodyBytes { get; set; }

    /// <summary>Largest image inside a request that is translated, in bytes.</summary>
    public long? MaxImageBytes { get; set; }

    /// <summary>Seconds between heartbeats in a stream whose upstream is silent, 1 to 300; 0 for none.</summary>
    public int? KeepAliveSeconds { get; set; }

    /// <summary>Seconds that calls and streams under way get to end when the gateway is told to stop, 0 to 3,600; 30 unless set.</summary>
    public int? DrainSeconds { get; set; }

    /// <summary>Whether responses carry the informative x-signalbox-* headers.</summary>
    public bool? InformativeHeaders { get; set; }

    /// <summary>Name of the model that serves calls of a route group of strategy primary when nothing in the group can, for callers who may call it.</summary>
    public string? DefaultModel { get; set; }

    /// <summary>Whether the built-in demo model answers such calls when the default cannot either; false unless set.</summary>
    public bool? DemoFallback { get; set; }

    /// <summary>Whether responses (POST /v1/responses) are kept, so that they can be asked for again; true unless set.</summary>
    public bool? KeepResponses { get; set; }

    /// <summary>How many days they are kept; 1 to 3,650, 30 unless set.</summary>
    public int? ResponseRetentionDays { get; set; }

    /// <summary>How many days single calls are kept; 1 to 3,650, for ever unless set. Their sums are kept in any case.</summary>
    public int? UsageRetentionDays { get; set; }

    /// <summary>Where instances tell each other of changes; SIGNALBOX_REDIS overrides.</summary>
    public string? Redis { get; set; }

    /// <summary>First part of the channel's name in Redis; follows from the database unless set.</summary>
    public string? RedisPrefix { get; set; }

    /// <summary>Seconds between two looks at the registry's version while no other instance announces changes; 1 to 300, 1 unless set.</summary>
    public int? PollSeconds { get; set; }

    /// <summary>The same while Redis announces them, or with SQLite; 1 to 300, 5 unless set.</summary>
    public int? PollSecondsWithRedis { get; set; }
}

/// <summary>An organization with what it holds.</summary>
internal sealed record OrganizationSection
{
    public string? Name { get; set; }
    public string? Description { get; set; }
    public IReadOnlyList<GrantDraft> Grants { get; set; } = [];
    public string Enforcement { get; set; } = "enforced";
    public IReadOnlyList<TeamSection> Teams { get; set; } = [];
    public IReadOnlyList<UserSection> Users { get; set; } = [];
    public LimitsDraft? Limits { get; set; }
    public BudgetDraft? Budget { get; set; }
}

/// <summary>A team with what it holds.</summary>
internal sealed record TeamSection
{
    public string? Name { get; set; }
    public string? Description { get; set; }
    public AccessDraft Access { get; set; } = new();
    public IReadOnlyList<string>? LegacyModels { get; set; }
    public IReadOnlyList<KeySection> Keys { get; set; } = [];
    public IReadOnlyList<ProjectSection> Projects { get; set; } = [];
    public LimitsDraft? Limits { get; set; }
    public BudgetDraft? Budget { get; set; }
}

/// <summary>A project with its keys.</summary>
internal sealed record ProjectSection
{
    public string? Name { get; set; }
    public string? Description { get; set; }
    public string? Environment { get; set; }
    public AccessDraft Access { get; set; } = new();
    public IReadOnlyList<KeySection> Keys { get; set; } = [];
    public LimitsDraft? Limits { get; set; }
    public BudgetDraft? Budget { get; set; }
}

/// <summary>A user.</summary>
internal sealed record UserSection
{
    public string? Name { get; set; }
    public string? Email { get; set; }
    public AccessDraft Access { get; set; } = new();
    public IReadOnlyList<string>? LegacyModels { get; set; }
    public LimitsDraft? Limits { get; set; }
    public BudgetDraft? Budget { get; set; }
}

/// <summary>A virtual key. Without a value one is generated, and shown once in the answer to the apply.</summary>
internal sealed record KeySection
{
    public string? Name { get; set; }
    public string? Value { get; set; }

    /// <summary>Name of a user of the organization.</summary>
    public string? User { get; set; }
    public string? Environment { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public IReadOnlyDictionary<string, string> Metadata { get; set; } = new Dictionary<string, string>();
    public AccessDraft Access { get; set; } = new();
    public IReadOnlyList<string>? LegacyModels { get; set; }
    public LimitsDraft? Limits { get; set; }
    public BudgetDraft? Budget { get; set; }
}

/// <summary>JSON form of the configuration, into which YAML is converted.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ConfigurationDocument))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
