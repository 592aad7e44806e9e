using System.Text.Json;

namespace Signalbox.Promotion.Canary;

/// <summary>A row of <c>canaries</c>: a promotion by steps.</summary>
internal sealed record CanaryRow
{
    public required string Id { get; init; }
    public required string RouteGroupId { get; init; }
    public required string Feature { get; init; }
    public required string CandidateId { get; init; }
    public required string CandidateModel { get; init; }
    public required string PrimaryId { get; init; }
    public required string PrimaryModel { get; init; }
    /// <summary>JSON form of <see cref="CanaryDraft"/>.</summary>
    public required string Plan { get; init; }
    /// <summary>One of <see cref="CanaryStates"/>.</summary>
    public required string State { get; init; }
    public long Step { get; init; }
    /// <summary>When the step began or was resumed last, Unix milliseconds.</summary>
    public long StepAt { get; init; }
    /// <summary>How long the step had lasted by then.</summary>
    public long BakedMs { get; init; }
    /// <summary>The promotion that the last step made.</summary>
    public string? PromotionId { get; init; }
    public required string Actor { get; init; }
    public string? Reason { get; init; }
    /// <summary>JSON list of <see cref="CanaryEvent"/>.</summary>
    public required string Log { get; init; }
    public long Revision { get; init; }
    public long StartedAt { get; init; }
    public long? EndedAt { get; init; }

    /// <summary>Whether it is under way.</summary>
    public bool IsOpen => EndedAt is null;

    /// <summary>The plan, read.</summary>
    public CanaryDraft ReadPlan() => JsonSerializer.Deserialize(Plan, PromotionJson.Default.CanaryDraft)!;

    /// <summary>What became of it, read.</summary>
    public IReadOnlyList<CanaryEvent> ReadLog() => JsonSerializer.Deserialize(Log, PromotionJson.Default.IReadOnlyListCanaryEvent)!;

    /// <summary>When the step began, pauses or not.</summary>
    public DateTimeOffset StepBegan => ReadLog().LastOrDefault(entry => entry.Action is "start" or "advance" or "promote")?.At ?? DateTimeOffset.FromUnixTimeMilliseconds(StartedAt);

    /// <summary>How long the step has lasted, pauses left out.</summary>
    public TimeSpan Baked(DateTimeOffset now) =>
        TimeSpan.FromMilliseconds(BakedMs + (State == CanaryStates.Running ? Math.Max(0, now.ToUnixTimeMilliseconds() - StepAt) : 0));

    /// <summary>The share in force.</summary>
    public double Percent => IsOpen ? ReadPlan().Steps[(int)Step].Percent : 0;

    /// <summary>The same with something noted.</summary>
    public CanaryRow With(CanaryEvent entry) =>
        this with { Log = JsonSerializer.Serialize([.. ReadLog(), entry], PromotionJson.Default.IReadOnlyListCanaryEvent), Revision = Revision + 1 };
}
