using System.Text.Json;
using System.Text.Json.Serialization;

namespace Signalbox.Bench.Compare.Results;

/// <summary>Keeps results: <c>latest.md</c> and <c>latest.json</c>, and a dated copy of the latter.</summary>
internal static class ResultFiles
{
    /// <summary>Writes them.</summary>
    public static async Task WriteAsync(string directory, Result result, IReadOnlyList<Bar> bars, string table)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new ResultDocument(result, bars, [.. result.Warnings()]), ResultJson.Default.ResultDocument);
        await File.WriteAllBytesAsync(Path.Combine(directory, $"{result.At:yyyyMMdd-HHmmss}.json"), json);
        await File.WriteAllBytesAsync(Path.Combine(directory, "latest.json"), json);
        await File.WriteAllTextAsync(Path.Combine(directory, "latest.md"), table);
    }
}

/// <summary>What the JSON file holds: every round's raw figures, the bars, the warnings.</summary>
internal sealed record ResultDocument(Result Result, IReadOnlyList<Bar> Bars, IReadOnlyList<string> Warnings);

/// <summary>JSON form of results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ResultDocument))]
internal sealed partial class ResultJson : JsonSerializerContext;
