using System.Diagnostics;
using Jint;
using Signalbox.Core.Routing.Policies;

namespace Signalbox.Policies.Scripts;

/// <summary>What a run may take of time and statements, looked at with each statement. Memory, depth and the lengths of lists are the interpreter's own limits.</summary>
internal sealed class RunBudget : Constraint
{
    /// <summary>More than a fast machine executes within the longest time that can be set.</summary>
    private const int MostStatements = 2_000_000;

    private long _until;
    private int _statements;

    /// <summary>Milliseconds that the next run may take.</summary>
    public int TimeoutMs { get; set; }

    /// <inheritdoc/>
    public override void Reset()
    {
        _statements = 0;
        _until = Stopwatch.GetTimestamp() + TimeoutMs * Stopwatch.Frequency / 1000;
    }

    /// <inheritdoc/>
    public override void Check()
    {
        if (++_statements > MostStatements) throw new RunStoppedException(PolicyOutcome.Statements, $"It executed more than {MostStatements:N0} statements.");
        if (Stopwatch.GetTimestamp() > _until) throw new RunStoppedException(PolicyOutcome.Timeout, $"It took longer than {TimeoutMs} ms.");
    }
}
