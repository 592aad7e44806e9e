using System.Diagnostics;
using Jint;
using Signalbox.Core.Routing.Policies;

namespace Signalbox.Policies.Scripts;

/// <summary>What a run may take of time and statements, looked at with each statement. Memory, depth and the lengths of lists are the interpreter's own limits.</summary>
/// <param name="timeoutMs">The longest it may take.</param>
internal sealed class RunBudget(int timeoutMs) : Constraint
{
    /// <summary>More than a fast machine executes within the longest time that can be set.</summary>
    private const int MostStatements = 2_000_000;

    private long _until;
    private int _statements;

    /// <inheritdoc/>
    public override void Reset()
    {
        _statements = 0;
        _until = Stopwatch.GetTimestamp() + timeoutMs * Stopwatch.Frequency / 1000;
    }

    /// <inheritdoc/>
    public override void Check()
    {
        if (++_statements > MostStatements) throw new RunStoppedException(PolicyOutcome.Statements, $"It executed more than {MostStatements:N0} statements.");
        if (Stopwatch.GetTimestamp() > _until) throw new RunStoppedException(PolicyOutcome.Timeout, $"It took longer than {timeoutMs} ms.");
    }
}
