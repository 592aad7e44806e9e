using System.Collections.Concurrent;

namespace Signalbox.Threading;

/// <summary>
/// Runs work that nobody waits for on a thread of its own that steps back (<see cref="CourteousThread"/>): whatever awaits under it goes on there, so that
/// when processors are short the calls of callers come first.
/// </summary>
internal sealed class CourteousContext : SynchronizationContext
{
    private static readonly Lazy<CourteousContext> Shared = new(() => new CourteousContext());

    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _work = [];

    private CourteousContext() => new Thread(Work) { IsBackground = true, Name = "courteous" }.UnsafeStart();

    /// <summary>Begins something there and does not wait for it.</summary>
    /// <param name="work">What to begin. It sees to its own failures, and it should not block: all its like would wait.</param>
    /// <param name="state">What it is given.</param>
    public static void Begin<T>(Func<T, Task> work, T state) => Shared.Value.Post(static both =>
    {
        var (work, state) = ((Func<T, Task>, T))both!;
        _ = work(state);
    }, (work, state));

    public override void Post(SendOrPostCallback d, object? state) => _work.Add((d, state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    private void Work()
    {
        CourteousThread.Begin();
        SetSynchronizationContext(this);
        foreach (var (callback, state) in _work.GetConsumingEnumerable()) callback(state);
    }
}
