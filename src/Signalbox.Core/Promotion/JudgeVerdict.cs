using System.Text.Json;

namespace Signalbox.Core.Promotion;

/// <summary>What a model that was asked to judge says of two answers.</summary>
/// <param name="Score">1 when the candidate's is better, 0 when the primary's is, 0.5 when neither is.</param>
/// <param name="Note">Why, in its words.</param>
public sealed record JudgeVerdict(double Score, string? Note)
{
    private const int MostNote = 500;

    /// <summary>Reads a verdict from an answer, whatever is said around it; null when there is none in it.</summary>
    /// <param name="answer">What the judge said: an object with <c>winner</c> (first, second or tie) and <c>reason</c>.</param>
    /// <param name="isCandidateFirst">Whether the candidate's answer was shown first.</param>
    public static JudgeVerdict? Read(string answer, bool isCandidateFirst)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var (begin, end) = (answer.IndexOf('{', StringComparison.Ordinal), answer.LastIndexOf('}'));
        if (begin < 0 || end < begin) return null;
        try
        {
            using var document = JsonDocument.Parse(answer.AsMemory(begin, end - begin + 1));
            if (!document.RootElement.TryGetProperty("winner", out var winner) || winner.ValueKind != JsonValueKind.String) return null;
            double? first = winner.GetString() switch { "first" => 1, "second" => 0, "tie" => 0.5, _ => null };
            if (first is not { } score) return null;
            var note = document.RootElement.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String ? reason.GetString() : null;
            return new(isCandidateFirst ? score : 1 - score, note is { Length: > MostNote } ? note[..MostNote] : note);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
