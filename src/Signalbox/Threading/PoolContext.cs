using System.Runtime.CompilerServices;

namespace Signalbox.Threading;

/// <summary>
/// Keeps the control plane off the threads that poll sockets, on which calls run (docs/decisions/0031): whatever awaits
/// under it goes on in the thread pool, where it may wait for a disk or compile a snapshot without a call noticing.
/// </summary>
internal sealed class PoolContext : SynchronizationContext
{
    /// <summary>Reading through more than this takes long enough for others to notice, so it is done in the pool: a quarter of a millisecond.</summary>
    public const int LongWorkBytes = 256 * 1024;

    private static readonly PoolContext Instance = new();

    private PoolContext()
    {
    }

    /// <summary>Awaited first in a method: the rest of it, and what it awaits, runs in the pool.</summary>
    public static YieldAwaitable SwitchAsync()
    {
        Use();
        return Task.Yield();
    }

    /// <summary>The same for a thread of one's own.</summary>
    public static void Use() => SetSynchronizationContext(Instance);

    public override void Post(SendOrPostCallback d, object? state) => ThreadPool.UnsafeQueueUserWorkItem(
        static work =>
        {
            // What the callback awaits is to come back here too. The pool clears the context when the work item ends.
            SetSynchronizationContext(Instance);
            work.d(work.state);
        },
        (d, state), preferLocal: false);

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;
}
