using System.Text.Json.Serialization;
using Signalbox.Admin;
using Signalbox.Quality.Contracts;
using Signalbox.Quality.Evaluations;

namespace Signalbox.Quality;

/// <summary>JSON forms of the quality capability.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(QualityContractDraft))]
[JsonSerializable(typeof(IReadOnlyList<BoundView>))]
[JsonSerializable(typeof(EvaluationSummary))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class QualityJson : JsonSerializerContext;
