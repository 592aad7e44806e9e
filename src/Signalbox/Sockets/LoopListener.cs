using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Signalbox.Sockets;

/// <summary>Accepts connections, and puts them on the loops in turn.</summary>
internal sealed class LoopListener(Socket socket, SocketTransportOptions options, MemoryPool<byte> memory, ILogger<LoopConnection> logger) : IConnectionListener
{
    /// <summary>How long no connection is accepted when the process or the system can have no more.</summary>
    private static readonly TimeSpan NoRoomPause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc />
    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    /// <inheritdoc />
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Socket? accepted = null;
            try
            {
                accepted = await socket.AcceptAsync(cancellationToken);
                if (accepted.LocalEndPoint is IPEndPoint) accepted.NoDelay = options.NoDelay;
                var connection = new LoopConnection(accepted, memory, options, logger);
                connection.Start();
                return connection;
            }
            catch (Exception closed) when (closed is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return null;
            }
            catch (SocketException failure)
            {
                // It was gone before it was accepted; or there is no room for more, which is not to be asked without a pause.
                accepted?.Dispose();
                if (failure.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable) await Task.Delay(NoRoomPause, CancellationToken.None);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        socket.Dispose();
        return default;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        memory.Dispose();
        return default;
    }
}
