using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Signalbox.Sockets;

/// <summary>The server's connections on <see cref="SocketLoops"/>.</summary>
internal sealed class LoopTransport(IOptions<SocketTransportOptions> options, IMemoryPoolFactory<byte> memory, ILoggerFactory logs) : IConnectionListenerFactory
{
    /// <inheritdoc />
    /// <exception cref="AddressInUseException">Somebody else listens there, which the server tells in words.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket? socket = null;
        try
        {
            socket = options.Value.CreateBoundListenSocket(endpoint);
            socket.Listen(options.Value.Backlog);
        }
        catch (SocketException failure)
        {
            socket?.Dispose();
            if (failure.SocketErrorCode == SocketError.AddressAlreadyInUse) throw new AddressInUseException(failure.Message, failure);
            throw;
        }
        return ValueTask.FromResult<IConnectionListener>(new LoopListener(socket, options.Value, memory.Create(), logs.CreateLogger<LoopConnection>()));
    }
}
