using System.Text.Json;
using Signalbox.Admin;

namespace Signalbox.Quality.Evaluations;

/// <summary>Reads an evaluation from a JSON object, or from JSON Lines: a result on each, with the run's own fields beside the address or on the first.</summary>
internal static class JsonEvaluation
{
    private static readonly string[] Known = ["run_id", "suite", "model", "at", "pass_reward", "results"];
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Reads a JSON object.</summary>
    /// <exception cref="ProblemException">400 when it is no JSON.</exception>
    public static void Read(ReadOnlyMemory<byte> body, ReadEvaluation into, EvaluationErrors errors)
    {
        using var document = Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw ProblemException.Invalid("body", "must be a JSON object with run_id, suite and results.");
        ReadRun(root, into, errors);
        if (!root.TryGetProperty("results", out var results) || results.ValueKind != JsonValueKind.Array)
        {
            errors.Add("results", "is required: a list with an object for each attempt at a task.");
            return;
        }
        var lines = Lines(body.Span);
        var reader = new JsonResultReader(errors);
        var index = 0;
        foreach (var result in results.EnumerateArray()) reader.Read(result, into, index < lines.Count ? lines[index++] : 1);
    }

    /// <summary>Reads JSON Lines.</summary>
    public static void ReadLines(ReadOnlyMemory<byte> body, ReadEvaluation into, EvaluationErrors errors)
    {
        var reader = new JsonResultReader(errors);
        for (var line = 1; body.Length > 0 && !errors.IsFull; line++)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var text = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (text.Span.Trim(" \t\r"u8).IsEmpty) continue;
            JsonDocument document;
            try
            {
                document = JsonDocument.Parse(text, Strict);
            }
            catch (JsonException failure)
            {
                errors.Add(line, into.Results.Count, "", $"is not valid JSON (byte {failure.BytePositionInLine + 1}).");
                // Takes its place all the same, so that those after it keep theirs.
                into.Results.Add((line, new() { Task = "", Model = "" }));
                continue;
            }
            using (document)
            {
                var isRun = into.Results.Count == 0 && document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("run_id", out _);
                if (isRun) ReadRun(document.RootElement, into, errors);
                else reader.Read(document.RootElement, into, line);
            }
        }
    }

    private static void ReadRun(JsonElement json, ReadEvaluation into, EvaluationErrors errors)
    {
        foreach (var property in json.EnumerateObject())
        {
            var value = property.Value;
            var isText = value.ValueKind == JsonValueKind.String;
            if (!Known.Contains(property.Name)) errors.Add(property.Name, Suggestion.For(property.Name, Known) is { } meant ? $"is not a known field. Did you mean '{meant}'?" : "is not a known field.");
            else if (value.ValueKind == JsonValueKind.Null || property.Name == "results") continue;
            else if (property.Name == "pass_reward" && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var reward)) into.PassReward = reward;
            else if (property.Name == "pass_reward") errors.Add(property.Name, "must be a number.");
            else if (!isText) errors.Add(property.Name, "must be text.");
            else if (property.Name == "run_id") into.RunId = value.GetString();
            else if (property.Name == "suite") into.Suite = value.GetString();
            else if (property.Name == "model") into.Model = value.GetString();
            else if (value.TryGetDateTimeOffset(out var at)) into.At = at;
            else errors.Add(property.Name, "must be a time such as 2026-11-29T12:00:00Z.");
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Strict);
        }
        catch (JsonException failure)
        {
            throw ProblemException.Invalid("body", $"is not valid JSON (line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}).");
        }
    }

    /// <summary>The line on which each element of <c>results</c> begins.</summary>
    private static List<int> Lines(ReadOnlySpan<byte> body)
    {
        var (lines, line, counted, inResults) = (new List<int>(), 1, 0L, false);
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName) inResults = reader.ValueTextEquals("results");
            if (!inResults || reader.CurrentDepth != 2 || reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) continue;
            line += body[(int)counted..(int)reader.TokenStartIndex].Count((byte)'\n');
            counted = reader.TokenStartIndex;
            lines.Add(line);
        }
        return lines;
    }
}
