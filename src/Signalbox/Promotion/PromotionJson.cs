using System.Text.Json.Serialization;
using Signalbox.Admin;

namespace Signalbox.Promotion;

/// <summary>JSON forms of the promotion capability.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PromotionDraft))]
[JsonSerializable(typeof(Page<RegistryEntryView>))]
[JsonSerializable(typeof(Page<PromotionView>))]
internal sealed partial class PromotionJson : JsonSerializerContext;
