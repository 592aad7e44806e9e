using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Signalbox.Sockets;

/// <summary>
/// A connected socket on a <see cref="SocketLoop"/>. One read and one write at a time; what awaits them goes on in the loop's thread. A read of
/// no bytes ends when there is something to read.
/// </summary>
internal sealed class LoopSocket : IValueTaskSource<int>, IDisposable
{
    /// <summary>Of a direction: nothing to be had since last looked, something may be, or somebody waits for it.</summary>
    private const int Drained = 0, Ready = 1, Awaited = 2;

    private readonly Socket _socket;
    private readonly Writability _writability = new();
    private ManualResetValueTaskSourceCore<int> _read;
    private Memory<byte> _into;
    private CancellationToken _cancellation;
    private CancellationTokenRegistration _registration;
    private int _in = Ready;
    private volatile bool _peerEnded;
    private int _disposed;

    private LoopSocket(Socket socket, SocketLoop loop)
    {
        (_socket, Loop) = (socket, loop);
        Handle = socket.SafeHandle.DangerousGetHandle();
    }

    /// <summary>Where what awaits it goes on.</summary>
    public SocketLoop Loop { get; }

    /// <summary>The loop's name for it.</summary>
    public ulong Token { get; set; }

    /// <summary>The system's handle.</summary>
    public nint Handle { get; }

    /// <summary>The socket itself.</summary>
    public Socket Socket => _socket;

    /// <summary>Whether the peer has ended, or the connection failed.</summary>
    public bool HasPeerEnded => _peerEnded;

    /// <summary>Whether nothing has come that was not read, and the peer has not ended. Asked for while nobody reads.</summary>
    public bool IsQuiet => !_peerEnded && (Volatile.Read(ref _in) == Drained || !_socket.Poll(0, SelectMode.SelectRead));

    /// <summary>Takes a connected socket that nothing was awaited of so far.</summary>
    public static LoopSocket Take(Socket connected)
    {
        connected.Blocking = false;
        var loop = SocketLoops.Shared.NextAccepted();
        var socket = new LoopSocket(connected, loop);
        loop.Add(socket);
        return socket;
    }

    /// <summary>Connects.</summary>
    /// <param name="socket">Not connected yet.</param>
    /// <param name="to">Where to.</param>
    /// <param name="loop">Where what awaits it is to go on.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="SocketException">It cannot be connected. The socket is of no more use.</exception>
    public static async Task<LoopSocket> ConnectAsync(Socket socket, IPEndPoint to, SocketLoop loop, CancellationToken cancellation)
    {
        socket.Blocking = false;
        var connected = Epoll.Connect(socket, to);
        var result = new LoopSocket(socket, loop);
        loop.Add(result);
        try
        {
            while (!connected)
            {
                await result._writability.WaitAsync(cancellation);
                result._writability.Look();
                var error = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
                if (error != SocketError.Success) throw new SocketException((int)error);
                connected = socket.Poll(0, SelectMode.SelectWrite);
            }
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>Reads what there is, at least a byte; 0 when the peer has ended, or for a read of none.</summary>
    /// <exception cref="IOException">The connection failed; holds the <see cref="SocketException"/>.</exception>
    public ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellation);
        if (TryRead(into.Span, out var count, out var error)) return error == SocketError.Success ? new(count) : ValueTask.FromException<int>(Failure(error));
        _read.Reset();
        _into = into;
        _cancellation = cancellation;
        var result = new ValueTask<int>(this, _read.Version);
        if (cancellation.CanBeCanceled)
            _registration = cancellation.UnsafeRegister(static (socket, token) => ((LoopSocket)socket!).CancelRead(token), this);
        ReadOrAwait();
        return result;
    }

    /// <summary>Writes everything.</summary>
    /// <exception cref="IOException">The connection failed; holds the <see cref="SocketException"/>.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> from, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled(cancellation);
        return TryWrite(ref from, out var error) switch
        {
            true when error == SocketError.Success => default,
            true => ValueTask.FromException(Failure(error)),
            _ => WriteRestAsync(from, cancellation),
        };
    }

    /// <summary>What a loop tells: runs in its thread.</summary>
    public void Happened(uint flags)
    {
        const uint ended = Epoll.PeerEnded | Epoll.HungUp | Epoll.Failed;
        if ((flags & ended) != 0) _peerEnded = true;
        if ((flags & (Epoll.Readable | ended)) != 0 && Interlocked.Exchange(ref _in, Ready) == Awaited) ReadOrAwait();
        if ((flags & (Epoll.Writable | Epoll.HungUp | Epoll.Failed)) != 0) _writability.Happened();
    }

    /// <summary>Closes it; whoever waits for it is told, elsewhere.</summary>
    public void Dispose() => Close(atOnce: false);

    /// <summary>Closes it.</summary>
    /// <param name="atOnce">Whether the peer is to hear of it as a failure (a reset) and not as an end.</param>
    public void Close(bool atOnce)
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        Loop.Remove(this);
        if (atOnce) _socket.Close(0);
        else _socket.Dispose();
        ThreadPool.UnsafeQueueUserWorkItem(static socket =>
        {
            if (Interlocked.Exchange(ref socket._in, Ready) == Awaited) socket.ReadOrAwait();
            socket._writability.Happened();
        }, this, preferLocal: false);
    }

    int IValueTaskSource<int>.GetResult(short token) => _read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _read.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _read.OnCompleted(continuation, state, token, flags);

    /// <summary>Reads into the buffer that waits, or waits on.</summary>
    private void ReadOrAwait()
    {
        // Once it is awaited, the field may be the next read's.
        var cancellation = _cancellation;
        int count;
        SocketError error;
        while (!TryRead(_into.Span, out count, out error))
        {
            if (Interlocked.CompareExchange(ref _in, Awaited, Drained) != Drained) continue;
            // Canceled before it was awaited: nobody has been told.
            if (cancellation.IsCancellationRequested) CancelRead(cancellation);
            return;
        }
        // An idle connection is not to hold on to what its last call could be ended by.
        (_into, _cancellation) = (default, default);
        _registration.Unregister();
        if (error == SocketError.Success) _read.SetResult(count);
        else _read.SetException(Failure(error));
    }

    private bool TryRead(Span<byte> into, out int count, out SocketError error)
    {
        (count, error) = (0, SocketError.Success);
        if (Volatile.Read(ref _in) == Drained) return false;
        if (into.IsEmpty) return true;
        // Before the look, so that what arrives after it is not forgotten.
        Interlocked.Exchange(ref _in, Drained);
        try
        {
            count = _socket.Receive(into, SocketFlags.None, out error);
        }
        catch (ObjectDisposedException)
        {
            error = SocketError.OperationAborted;
        }
        if (error == SocketError.WouldBlock) return false;
        // Less than there was room for is all there was (epoll(7), question 9), but the peer's end is told with its last bytes, and a failure once.
        if (count == into.Length || count == 0 || _peerEnded || error != SocketError.Success) Volatile.Write(ref _in, Ready);
        return true;
    }

    private void CancelRead(CancellationToken cancellation)
    {
        if (_cancellation != cancellation || Interlocked.CompareExchange(ref _in, Drained, Awaited) != Awaited) return;
        _into = default;
        _registration.Unregister();
        ThreadPool.UnsafeQueueUserWorkItem(
            static canceled => canceled.Socket._read.SetException(new OperationCanceledException(canceled.Token)), (Socket: this, Token: cancellation), preferLocal: false);
    }

    /// <summary>Writes as much as there is room for. Returns false when more room is to be awaited.</summary>
    private bool TryWrite(ref ReadOnlyMemory<byte> from, out SocketError error)
    {
        error = SocketError.Success;
        while (!from.IsEmpty)
        {
            _writability.Look();
            try
            {
                var count = _socket.Send(from.Span, SocketFlags.None, out error);
                if (error == SocketError.WouldBlock) return false;
                if (error != SocketError.Success) return true;
                from = from[count..];
            }
            catch (ObjectDisposedException)
            {
                error = SocketError.OperationAborted;
                return true;
            }
        }
        return true;
    }

    private async ValueTask WriteRestAsync(ReadOnlyMemory<byte> from, CancellationToken cancellation)
    {
        SocketError error;
        do await _writability.WaitAsync(cancellation);
        while (!TryWrite(ref from, out error));
        if (error != SocketError.Success) throw Failure(error);
    }

    private static IOException Failure(SocketError error)
    {
        var inner = new SocketException((int)error);
        return new IOException($"The connection failed: {inner.Message}", inner);
    }
}
