using System.Text.Json.Serialization;

namespace Signalbox.Pipeline.Policies.Trials;

/// <summary>On which recorded calls a version is tried.</summary>
internal sealed record PolicyTrialDraft
{
    /// <summary>The route group whose calls, and whose members.</summary>
    public string? RouteGroup { get; set; }

    /// <summary>The version; left out or null: the newest.</summary>
    public long? Version { get; set; }

    /// <summary>How many of the newest calls, 1 to 1,000.</summary>
    public int Calls { get; set; } = 200;

    /// <summary>How many hours back, 1 to 720.</summary>
    public int Hours { get; set; } = 168;
}

/// <summary>JSON forms of trials.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PolicyTrialDraft))]
internal sealed partial class PolicyTrialJson : JsonSerializerContext;
