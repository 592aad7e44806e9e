using System.Text.Json.Serialization;

namespace Signalbox.Reports.Costs;

/// <summary>Which calls to price anew.</summary>
internal sealed record RecalculationDraft
{
    /// <summary>From this time on: ISO 8601; without an offset, by the clocks of time_zone.</summary>
    public string? From { get; set; }

    /// <summary>Before this time; now unless told.</summary>
    public string? To { get; set; }

    /// <summary>IANA name; UTC unless told.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Only calls that this provider answered.</summary>
    public string? Provider { get; set; }

    /// <summary>Only calls of this deployment, PROVIDER/MODEL.</summary>
    public string? Deployment { get; set; }

    /// <summary>Whether to say only what would change; true unless told.</summary>
    public bool DryRun { get; set; } = true;
}

/// <summary>JSON forms of costs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RecalculationDraft))]
[JsonSerializable(typeof(RecalculationView))]
internal sealed partial class CostsJson : JsonSerializerContext;
