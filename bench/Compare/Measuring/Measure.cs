namespace Signalbox.Bench.Compare.Measuring;

/// <summary>One thing that is measured of every contender in every round.</summary>
/// <param name="Name">What, for the run's log.</param>
/// <param name="RunAsync">Measures it in a contender's turn.</param>
internal sealed record Measure(string Name, Func<ContenderTurn, CancellationToken, Task> RunAsync)
{
    /// <summary>
    /// All of a round, in order. Each is taken of all contenders before the next begins: figures that are set against each other are seconds
    /// apart then, and what disturbs the machine for a while hits both.
    /// </summary>
    public static IEnumerable<Measure> Of(Plan plan)
    {
        foreach (var connections in plan.Connections) yield return new($"{connections} connections", (turn, cancellation) => turn.ClosedLoopAsync(connections, cancellation));
        yield return new("translated", (turn, cancellation) => turn.TranslatedAsync(cancellation));
        for (var slice = 1; slice <= plan.RateSlices; slice++) yield return new($"{plan.Rate}/s ({slice})", (turn, cancellation) => turn.AtRateAsync(cancellation));
        yield return new("streams", (turn, cancellation) => turn.StreamsAsync(cancellation));
    }
}
