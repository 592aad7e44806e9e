using System.Text.Json.Serialization;

namespace Signalbox.Admin;

/// <summary>JSON forms of what all admin endpoints share.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class AdminJson : JsonSerializerContext;
