using System.Text.Json.Serialization;
using Signalbox.Core.Limits;

namespace Signalbox.Limits;

/// <summary>JSON forms of the capability.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LimitsDraft))]
[JsonSerializable(typeof(BudgetDraft))]
[JsonSerializable(typeof(LimitCheckpoint))]
[JsonSerializable(typeof(SharedCount))]
internal sealed partial class LimitsJson : JsonSerializerContext;
