using System.Text.Json.Serialization;
using Signalbox.Admin;
using Signalbox.Core.Promotion.Canary;
using Signalbox.Promotion.Canary;
using Signalbox.Promotion.Shadow;
using Signalbox.Promotion.Watch;

namespace Signalbox.Promotion;

/// <summary>JSON forms of the promotion capability.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PromotionDraft))]
[JsonSerializable(typeof(Page<RegistryEntryView>))]
[JsonSerializable(typeof(Page<PromotionView>))]
[JsonSerializable(typeof(ComparisonView))]
[JsonSerializable(typeof(WatchEvidence))]
[JsonSerializable(typeof(CanaryDraft))]
[JsonSerializable(typeof(CanaryWord))]
[JsonSerializable(typeof(CanaryState))]
[JsonSerializable(typeof(CanaryFigures))]
[JsonSerializable(typeof(IReadOnlyList<CanaryEvent>))]
internal sealed partial class PromotionJson : JsonSerializerContext;
