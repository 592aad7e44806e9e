using Signalbox.Alerts.Delivery;
using Signalbox.Core.Alerts;

namespace Signalbox.Alerts.Standing;

/// <summary>A row of <c>alerts</c>, with who has taken it in hand.</summary>
internal sealed record AlertRow
{
    public required string Id { get; init; }
    public required string RuleId { get; init; }
    public required string RuleName { get; init; }
    public required string Kind { get; init; }
    public required string Severity { get; init; }
    public required string Subject { get; init; }
    public required string SubjectName { get; init; }
    /// <summary>pending, firing or resolved.</summary>
    public required string State { get; init; }
    public long Level { get; init; }
    public double? Value { get; init; }
    public double? Threshold { get; init; }
    public required string Unit { get; init; }
    public required string Summary { get; init; }
    public long StartedAt { get; init; }
    public long? FiredAt { get; init; }
    public long? ResolvedAt { get; init; }
    public long? ClearSince { get; init; }
    public long KnownAt { get; init; }
    public long? ToldAt { get; init; }
    public long ToldLevel { get; init; }
    public long Messages { get; init; }
    public long Revision { get; init; }

    public string? AcknowledgedBy { get; init; }
    public string? AcknowledgedNote { get; init; }
    public long? AcknowledgedAt { get; init; }

    /// <summary>As the rules of its life see it.</summary>
    public AlertEpisode ToEpisode() => new()
    {
        State = Enum.Parse<AlertState>(State, ignoreCase: true), StartedAt = StartedAt, FiredAt = FiredAt, ResolvedAt = ResolvedAt, ClearSince = ClearSince, KnownAt = KnownAt,
        Level = (int)Level, ToldAt = ToldAt, ToldLevel = (int)ToldLevel, Messages = (int)Messages,
    };

    /// <summary>As it is after a step.</summary>
    public AlertRow With(AlertEpisode episode) => this with
    {
        State = episode.State.ToString().ToLowerInvariant(), FiredAt = episode.FiredAt, ResolvedAt = episode.ResolvedAt, ClearSince = episode.ClearSince, KnownAt = episode.KnownAt,
        Level = episode.Level, ToldAt = episode.ToldAt, ToldLevel = episode.ToldLevel, Messages = episode.Messages,
    };

    /// <summary>With what was read last.</summary>
    public AlertRow With(AlertReading reading) => this with
    {
        SubjectName = reading.Name, Value = reading.Value, Threshold = reading.Threshold, Unit = reading.Unit, Summary = reading.Summary,
    };

    /// <summary>What is told of it.</summary>
    public AlertMessage ToMessage(AlertNews news, DateTimeOffset now) => new()
    {
        News = AlertMessage.Word(news), AlertId = Id, DedupKey = $"{RuleId}/{Subject}", Rule = RuleName, Kind = Kind, Severity = Severity, Subject = Subject, SubjectName = SubjectName,
        Summary = Summary, Value = Value, Threshold = Threshold, Unit = Unit, StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
        FiredAt = FiredAt is { } fired ? DateTimeOffset.FromUnixTimeMilliseconds(fired) : null,
        ResolvedAt = ResolvedAt is { } resolved ? DateTimeOffset.FromUnixTimeMilliseconds(resolved) : null, At = now,
    };
}
