using Signalbox.Core.Routing.Policies;

namespace Signalbox.Policies.Running;

/// <summary>How a version of a policy has run at this instance. Thread-safe without locks.</summary>
internal sealed class PolicyFigures
{
    /// <summary>Runs whose time is kept.</summary>
    private const int Kept = 1024;

    private readonly long[] _outcomes = new long[PolicyOutcomes.All.Count];
    private readonly long[] _microseconds = new long[Kept];
    private long _timed;
    private long _total;
    private string? _lastFailure;

    /// <summary>Microseconds of all runs together.</summary>
    public long TotalMicroseconds => Volatile.Read(ref _total);

    /// <summary>What went wrong last, for the operator; null while nothing has.</summary>
    public string? LastFailure => Volatile.Read(ref _lastFailure);

    /// <summary>How often that came of asking.</summary>
    public long Count(PolicyOutcome outcome) => Volatile.Read(ref _outcomes[(int)outcome]);

    /// <summary>Notes what came of asking.</summary>
    /// <param name="outcome">What.</param>
    /// <param name="took">How long it took; null when nothing ran.</param>
    /// <param name="detail">What went wrong.</param>
    public void Add(PolicyOutcome outcome, TimeSpan? took, string? detail)
    {
        Interlocked.Increment(ref _outcomes[(int)outcome]);
        if (PolicyOutcomes.IsFailure(outcome)) Volatile.Write(ref _lastFailure, $"{PolicyOutcomes.Word(outcome)}: {detail}");
        if (took is not { } time) return;
        var microseconds = time.Ticks / TimeSpan.TicksPerMicrosecond;
        Interlocked.Add(ref _total, microseconds);
        Volatile.Write(ref _microseconds[(Interlocked.Increment(ref _timed) - 1) % Kept], microseconds);
    }

    /// <summary>The time of the last thousand runs that a share of them did not exceed, microseconds; null while there were none.</summary>
    public long? Quantile(double share)
    {
        var count = (int)Math.Min(Kept, Volatile.Read(ref _timed));
        return count == 0 ? null : Durations.Quantile([.. _microseconds.Take(count)], share);
    }
}
