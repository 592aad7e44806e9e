using System.Text.Json.Serialization;
using Signalbox.Audit.Chain;
using Signalbox.Audit.Export;

namespace Signalbox.Audit;

/// <summary>JSON forms of what the trail says of itself.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChainStart))]
[JsonSerializable(typeof(ExportNote))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    /// <summary>The kind of object that events about the trail itself are of.</summary>
    public const string Kind = "audit";

    /// <summary>The trail's id: there is one.</summary>
    public const string Trail = "audit-events";

    /// <summary>The trail's name.</summary>
    public const string TrailName = "audit trail";
}
