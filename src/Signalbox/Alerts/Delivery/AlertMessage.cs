using Signalbox.Core.Alerts;

namespace Signalbox.Alerts.Delivery;

/// <summary>What is told of an alert. Figures and names only: never content of calls, keys or secrets.</summary>
internal sealed record AlertMessage
{
    /// <summary>firing, escalated, repeated, resolved or test.</summary>
    public required string News { get; init; }

    /// <summary>The alert; the same from its first message to its last.</summary>
    public required string AlertId { get; init; }

    /// <summary>The same for all alerts of the rule about the same thing, so that receivers can put them together.</summary>
    public required string DedupKey { get; init; }

    public required string Rule { get; init; }
    public required string Kind { get; init; }
    public required string Severity { get; init; }

    /// <summary>What it is about, for the machine.</summary>
    public required string Subject { get; init; }

    /// <summary>The same for people.</summary>
    public required string SubjectName { get; init; }

    /// <summary>What was seen, in one sentence.</summary>
    public required string Summary { get; init; }

    public double? Value { get; init; }
    public double? Threshold { get; init; }
    public required string Unit { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FiredAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When this was said.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>One line for people: how it stands and what it is about.</summary>
    public string Title => News switch
    {
        "resolved" => $"Resolved: {Rule} ({SubjectName})",
        "repeated" => $"Still firing: {Rule} ({SubjectName})",
        "escalated" => $"Worse: {Rule} ({SubjectName})",
        "test" => "Test message of Signalbox",
        _ => $"Firing: {Rule} ({SubjectName})",
    };

    /// <summary>The stored word for news.</summary>
    public static string Word(AlertNews news) => news.ToString().ToLowerInvariant();

    /// <summary>A message that only shows that messages arrive.</summary>
    public static AlertMessage Test(DateTimeOffset now) => new()
    {
        News = "test", AlertId = "test", DedupKey = "test", Rule = "test", Kind = "test", Severity = "info", Subject = "test", SubjectName = "test",
        Summary = "This destination was tested from the console or the API. Nothing is wrong.", Unit = "none", StartedAt = now, At = now,
    };
}
