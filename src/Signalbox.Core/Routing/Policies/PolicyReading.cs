using System.Text.Json;
using Signalbox.Core.Snapshots;

namespace Signalbox.Core.Routing.Policies;

/// <summary>
/// Reads a policy's answer against the group it is about. It may only reorder and leave out: what is no member, stands twice or cannot serve the
/// request is dropped, and says so.
/// </summary>
public static class PolicyReading
{
    /// <summary>Longest reason that is kept, in UTF-16 code units.</summary>
    public const int LongestReason = 200;

    /// <summary>What is dropped and named, at most.</summary>
    private const int MostDropped = 16;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    /// <summary>Reads.</summary>
    /// <param name="answer">What the policy said.</param>
    /// <param name="target">The group.</param>
    /// <param name="eligible">Per member of the group, whether it can serve the request.</param>
    public static PolicyDecision Read(in PolicyAnswer answer, CallableTarget target, ReadOnlySpan<bool> eligible)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (answer.Outcome != PolicyOutcome.Decided) return PolicyDecision.Without(answer.Outcome, answer.Detail);
        try
        {
            using var document = JsonDocument.Parse(answer.Json, Strict);
            return Read(document.RootElement, target, eligible);
        }
        catch (JsonException)
        {
            return PolicyDecision.Without(PolicyOutcome.InvalidAnswer, "The answer is not JSON.");
        }
    }

    private static PolicyDecision Read(JsonElement root, CallableTarget target, ReadOnlySpan<bool> eligible)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("schema", out var schema) && !(schema.ValueKind == JsonValueKind.String && schema.ValueEquals(PolicyQuestion.AnswerSchema)))
            return PolicyDecision.Without(PolicyOutcome.InvalidAnswer, $"The answer's schema is another than {PolicyQuestion.AnswerSchema}.");
        var order = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("order", out var named) ? named : root;
        if (order.ValueKind != JsonValueKind.Array)
            return PolicyDecision.Without(PolicyOutcome.InvalidAnswer, "The answer is no list of members, nor an object with one in 'order'.");
        var ranking = new List<int>(target.Members.Count);
        var choices = new List<PolicyChoice>(target.Members.Count);
        var dropped = new List<PolicyChoice>();
        var place = 0;
        foreach (var entry in order.EnumerateArray())
        {
            if (ReadChoice(entry) is not { } choice) return PolicyDecision.Without(PolicyOutcome.InvalidAnswer, $"Entry {place} is neither a member's name nor an object with one in 'model'.");
            place++;
            var member = Find(target, choice.Model);
            var why = member < 0 ? "is no member of the group" : ranking.Contains(member) ? "stands twice" : !eligible[member] ? "cannot serve this request" : null;
            if (why is null)
            {
                ranking.Add(member);
                choices.Add(choice);
            }
            else if (dropped.Count < MostDropped) dropped.Add(new(Cut(choice.Model), why));
        }
        return new(ranking.Count > 0 ? PolicyOutcome.Decided : PolicyOutcome.Empty, ranking, choices, dropped, ranking.Count > 0 ? null : "The answer names no member that can serve.");
    }

    private static PolicyChoice? ReadChoice(JsonElement entry) => entry.ValueKind switch
    {
        JsonValueKind.String => new(entry.GetString()!, null),
        JsonValueKind.Object when entry.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String => new(
            model.GetString()!, entry.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String ? Cut(reason.GetString()!) : null),
        _ => null,
    };

    private static int Find(CallableTarget target, string model)
    {
        for (var i = 0; i < target.Members.Count; i++)
            if (target.Members[i].Model == model) return i;
        return -1;
    }

    private static string Cut(string text) => text.Length <= LongestReason ? text : text[..LongestReason];
}
