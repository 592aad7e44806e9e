using Signalbox.Bench.Compare.Machine;

namespace Signalbox.Bench.Compare.Results;

/// <summary>A whole run.</summary>
/// <param name="At">When it ended, UTC.</param>
/// <param name="Machine">Where.</param>
/// <param name="Plan">How long and how often.</param>
/// <param name="ForeignShare">The part of all cores that other processes took during the rounds, 0 to 1.</param>
/// <param name="Answered">Calls that Signalbox answered in the rounds; null when it was not compared.</param>
/// <param name="Records">Usage records of successful calls in its database after them.</param>
/// <param name="Contenders">In the order of the table.</param>
internal sealed record Result(
    DateTimeOffset At, MachineInfo Machine, Plan Plan, double ForeignShare, long? Answered, long? Records, IReadOnlyList<ContenderResult> Contenders)
{
    /// <summary>Spread over the rounds past which the machine was too restless for the figures to be quoted.</summary>
    public const double WideSpread = 0.2;

    /// <summary>The part of the machine that others may take.</summary>
    public const double LargeForeignShare = 0.1;

    /// <summary>The contender of that name; null when it was not compared.</summary>
    public ContenderResult? Find(string name) => Contenders.FirstOrDefault(contender => contender.Name == name);

    /// <summary>Reasons not to quote these figures.</summary>
    public IEnumerable<string> Warnings()
    {
        if (ForeignShare > LargeForeignShare) yield return $"Noisy: other processes took {ForeignShare:P0} of the machine. Run again when it is idle.";
        foreach (var contender in Contenders)
        {
            var spread = contender.Over(figures => figures.PerSecond[Plan.Connections[^1]]).Spread;
            if (spread > WideSpread) yield return $"Noisy: {contender.Name}'s throughput varied by {spread:P0} over the rounds. Run again when the machine is idle.";
            if (contender.Rounds.Any(figures => !figures.Settled)) yield return $"{contender.Name} was still busy with work it had put off when its turn ended: its CPU is understated.";
        }
    }
}
