using System.Globalization;
using System.Text.Json;
using Signalbox.Admin;

namespace Signalbox.Quality.Evaluations;

/// <summary>
/// Reads one result from JSON: our own words (task, model, reward or passed, cost_usd, latency_ms, error), or a trial's result.json of Harbor
/// (task_name, agent_info, agent_result, verifier_result, exception_info), of which what is not needed is left aside.
/// </summary>
internal sealed class JsonResultReader(EvaluationErrors errors)
{
    private static readonly string[] Known = ["task", "model", "reward", "score", "passed", "cost_usd", "latency_ms", "error"];

    /// <summary>Reads a result, and notes what is wrong with it.</summary>
    /// <param name="json">The object.</param>
    /// <param name="into">What it belongs to.</param>
    /// <param name="line">The line on which it begins.</param>
    public void Read(JsonElement json, ReadEvaluation into, int line)
    {
        var index = into.Results.Count;
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(line, index, "", "must be a JSON object.");
            into.Results.Add((line, new() { Task = "", Model = "" }));
            return;
        }
        var at = new Place(line, index);
        into.Results.Add((line, IsTrial(json) ? ReadTrial(json, into, at) : ReadOwn(json, into, at)));
    }

    private static bool IsTrial(JsonElement json) => json.TryGetProperty("task_name", out _) || json.TryGetProperty("verifier_result", out _);

    private EvaluationResultRow ReadOwn(JsonElement json, ReadEvaluation into, Place at)
    {
        foreach (var property in json.EnumerateObject())
            if (!Known.Contains(property.Name))
                errors.Add(at.Line, at.Index, property.Name, Suggestion.For(property.Name, Known) is { } meant ? $"is not a known field. Did you mean '{meant}'?" : "is not a known field.");
        var reward = Number(json, "reward", at) ?? Number(json, "score", at);
        return Row(into, at, Text(json, "task", at), Text(json, "model", at), reward, Flag(json, "passed", at), Number(json, "cost_usd", at), Number(json, "latency_ms", at), Text(json, "error", at));
    }

    private EvaluationResultRow ReadTrial(JsonElement json, ReadEvaluation into, Place at)
    {
        var model = Inside(json, "agent_info", "model_info") is { } info ? Text(info, "name", at) : null;
        double? reward = null;
        if (Inside(json, "verifier_result", "rewards") is { } rewards)
            reward = Number(rewards, "reward", at) ?? (rewards.EnumerateObject().Where(each => each.Value.ValueKind == JsonValueKind.Number).ToArray() is [var only] ? only.Value.GetDouble() : null);
        var cost = Inside(json, "agent_result") is { } agent ? Number(agent, "cost_usd", at) : null;
        var failure = Inside(json, "exception_info") is { } exception ? Text(exception, "exception_type", at) ?? "failed" : null;
        var latency = Time(json, "started_at") is { } began && Time(json, "finished_at") is { } ended && ended >= began ? (ended - began).TotalMilliseconds : (double?)null;
        // A trial that broke off before it was verified has no reward, and did not pass.
        return Row(into, at, Text(json, "task_name", at), model, reward, failure is not null && reward is null ? false : null, cost, latency, failure);
    }

    private EvaluationResultRow Row(
        ReadEvaluation into, Place at, string? task, string? model, double? reward, bool? passed, double? cost, double? latency, string? error)
    {
        if (string.IsNullOrWhiteSpace(task)) errors.Add(at.Line, at.Index, "task", "is required: the task's name.");
        if (reward is null && passed is null) errors.Add(at.Line, at.Index, "reward", "is required, or passed: how did it go?");
        Require(reward is null or (>= -1000 and <= 1000), at, "reward", "must be between -1,000 and 1,000.");
        Require(cost is null or (>= 0 and <= 1e6), at, "cost_usd", "must be between 0 and 1,000,000.");
        Require(latency is null or (>= 0 and <= 1e9), at, "latency_ms", "must be between 0 and 1,000,000,000.");
        Require(task is null || (task.Length <= 300 && !task.Any(char.IsControl)), at, "task", "must be one line of at most 300 characters.");
        Require(model is null || (model.Length <= 128 && !model.Any(char.IsControl)), at, "model", "must be one line of at most 128 characters.");
        Require((model ?? into.Model) is { Length: > 0 }, at, "model", "is required, or a model for all results beside run_id: the name that callers use.");
        return new()
        {
            Position = at.Index,
            Task = task ?? "",
            Model = model ?? into.Model ?? "",
            ScoreMillionths = reward is { } score and >= -1000 and <= 1000 ? (long)Math.Round(score * 1e6) : null,
            Passed = passed ?? reward >= into.PassReward ? 1 : 0,
            CostMicros = cost is >= 0 and <= 1e6 ? (long)Math.Round(cost.Value * 1e6) : null,
            LatencyUs = latency is >= 0 and <= 1e9 ? (long)Math.Round(latency.Value * 1e3) : null,
            Error = error is { Length: > 500 } ? error[..500] : error?.Replace("\0", "", StringComparison.Ordinal),
        };
    }

    private void Require(bool holds, Place at, string field, string message)
    {
        if (!holds) errors.Add(at.Line, at.Index, field, message);
    }

    private static JsonElement? Inside(JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json) || json.ValueKind != JsonValueKind.Object) return null;
        return json;
    }

    private string? Text(JsonElement json, string name, Place at)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        errors.Add(at.Line, at.Index, name, "must be text.");
        return null;
    }

    private double? Number(JsonElement json, string name, Place at)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)) return number;
        errors.Add(at.Line, at.Index, name, "must be a number.");
        return null;
    }

    private bool? Flag(JsonElement json, string name, Place at)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        errors.Add(at.Line, at.Index, name, "must be true or false.");
        return null;
    }

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private readonly record struct Place(int Line, int Index);
}
