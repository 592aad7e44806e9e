using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Signalbox.Pipeline.Rehearsal;

/// <summary>JSON forms of rehearsals.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RehearsalDraft))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class RehearsalJson : JsonSerializerContext;
