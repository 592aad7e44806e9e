using System.Threading.Tasks.Sources;

namespace Signalbox.Sockets;

/// <summary>Whether a socket may have room for more, to be awaited by one at a time.</summary>
internal sealed class Writability : IValueTaskSource
{
    private const int Full = 0, Ready = 1, Awaited = 2;

    private ManualResetValueTaskSourceCore<bool> _wait;
    private int _state;

    /// <summary>Before it is tried whether there is room: what is told from now on counts.</summary>
    public void Look() => Interlocked.Exchange(ref _state, Full);

    /// <summary>There may be room.</summary>
    public void Happened()
    {
        if (Interlocked.Exchange(ref _state, Ready) == Awaited) _wait.SetResult(true);
    }

    /// <summary>Waits until there may be room, or the socket was closed.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellation)
    {
        _wait.Reset();
        var wait = new ValueTask(this, _wait.Version);
        if (Interlocked.CompareExchange(ref _state, Awaited, Full) != Full) return;
        await using var registration = cancellation.UnsafeRegister(static writability => ((Writability)writability!).Happened(), this);
        await wait;
        cancellation.ThrowIfCancellationRequested();
    }

    void IValueTaskSource.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);
}
