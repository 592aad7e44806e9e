using System.Text.Json;

namespace Signalbox.Quality.Evaluations;

/// <summary>A row of <c>evaluations</c>.</summary>
internal sealed record EvaluationRow
{
    public required string Id { get; init; }
    public required string RunId { get; init; }
    public required string Suite { get; init; }
    /// <summary>json, jsonl or junit.</summary>
    public required string Format { get; init; }
    /// <summary>SHA-256 of what was imported.</summary>
    public required string ContentHash { get; init; }
    public long Results { get; init; }
    public long Passed { get; init; }
    /// <summary>JSON list of the models that were evaluated.</summary>
    public required string Models { get; init; }
    public required string Actor { get; init; }
    /// <summary>When it ran, Unix milliseconds.</summary>
    public long At { get; init; }
    public long CreatedAt { get; init; }

    /// <summary>As the API lists it.</summary>
    public EvaluationSummary ToSummary() => new(
        Id, RunId, Suite, Format, Results, Passed, JsonSerializer.Deserialize(Models, QualityJson.Default.StringArray)!, Actor,
        DateTimeOffset.FromUnixTimeMilliseconds(At), DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt));
}
