namespace Signalbox.Core.Routing;

/// <summary>What a call brings to the choice among a target's members.</summary>
/// <param name="Shape">What it asks of the deployment that serves it.</param>
/// <param name="Random">Uniform in [0, 1), drawn anew each time it is called.</param>
public readonly record struct RouteAsk(RequestShape Shape, Func<double> Random)
{
    /// <summary>A counter that grows with each call of this target, for round robin.</summary>
    public uint Turn { get; init; }

    /// <summary>Hash of whose calls stay at one member; null draws each call anew.</summary>
    public ulong? Subject { get; init; }

    /// <summary>The members as a policy ordered them, by their place in the target; null leaves the order to the target's strategy.</summary>
    public IReadOnlyList<int>? Ranking { get; init; }

    /// <summary>Whether the answer is to be streamed.</summary>
    public bool IsStream { get; init; }

    /// <summary>Estimated tokens of the prompt.</summary>
    public long InputTokens { get; init; }

    /// <summary>Estimated tokens of the answer.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Now, in milliseconds of <see cref="Health.HealthClock"/>.</summary>
    public long Now { get; init; }
}
