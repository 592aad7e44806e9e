namespace Signalbox.Core.Snapshots;

/// <summary>Whose turn it is at a target whose members take turns. One object serves all snapshots of the target, so that a change begins no new round.</summary>
public sealed class RouteTurn
{
    private uint _next;

    /// <summary>Takes the next turn.</summary>
    public uint Next() => Interlocked.Increment(ref _next) - 1;

    /// <summary>The turn that is next, which stays so.</summary>
    public uint Peek() => Volatile.Read(ref _next);
}
