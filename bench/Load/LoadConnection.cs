using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Signalbox.Bench.Load;

/// <summary>One keep-alive connection that never blocks, with at most one request under way.</summary>
internal sealed class LoadConnection(IPEndPoint target, ResponseReader reader) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, Blocking = false };

    /// <summary>When the request was due, in <see cref="Stopwatch"/> ticks. Not when it was sent: waiting for a free connection is latency too.</summary>
    public long DueTicks { get; private set; }

    /// <summary>When the first byte of the content came; 0 before.</summary>
    public long FirstTokenTicks { get; private set; }

    /// <summary>The response under way.</summary>
    public ResponseReader Response => reader;

    /// <summary>Whether the connection was begun and does not stand yet.</summary>
    public bool IsConnecting { get; private set; }

    /// <summary>The file descriptor, to poll.</summary>
    public int Descriptor => (int)_socket.Handle;

    /// <summary>Begins to connect for a request that is due at <paramref name="dueTicks"/>; to connect is part of its latency.</summary>
    public void BeginConnect(long dueTicks)
    {
        DueTicks = dueTicks;
        IsConnecting = true;
        try
        {
            _socket.Connect(target);
        }
        catch (SocketException pending) when (pending.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // As it should be; the poll tells when it stands.
        }
    }

    /// <summary>Sends a request that was due at <paramref name="dueTicks"/>.</summary>
    public void Send(ReadOnlySpan<byte> request, long dueTicks)
    {
        IsConnecting = false;
        DueTicks = dueTicks;
        FirstTokenTicks = 0;
        reader.Reset();
        // A request is far smaller than the socket's buffer, which is empty: it fits whole, or the connection is broken.
        if (_socket.Send(request) != request.Length) throw new IOException("The request could not be sent at once.");
    }

    /// <summary>Takes what has arrived, until there is nothing more or the response is whole.</summary>
    /// <param name="buffer">Room to receive into, shared by all connections of a thread.</param>
    /// <param name="contentAt">How many bytes of the body come before its content.</param>
    public void Receive(Span<byte> buffer, long contentAt)
    {
        while (!reader.IsDone)
        {
            var read = _socket.Receive(buffer, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock) return;
            if (error != SocketError.Success) throw new SocketException((int)error);
            if (read == 0) throw new IOException("The connection was closed in the middle of a response.");
            reader.Take(buffer[..read]);
            if (FirstTokenTicks == 0 && reader.BodyLength > contentAt) FirstTokenTicks = Stopwatch.GetTimestamp();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
