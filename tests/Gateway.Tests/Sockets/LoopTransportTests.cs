using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Signalbox.Sockets;

namespace Gateway.Tests.Sockets;

/// <summary>Where the server's connections come from.</summary>
public sealed class LoopTransportTests
{
    [Fact]
    public async Task A_socket_that_cannot_be_listened_at_is_closed()
    {
        // One of datagrams has no connections.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var transport = new LoopTransport(Options.Create(new SocketTransportOptions { CreateBoundListenSocket = _ => socket }), new NoMemory(), NullLoggerFactory.Instance);

        await Should.ThrowAsync<SocketException>(async () => await transport.BindAsync(new IPEndPoint(IPAddress.Loopback, 0)));

        socket.SafeHandle.IsClosed.ShouldBeTrue();
    }

    private sealed class NoMemory : IMemoryPoolFactory<byte>
    {
        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => throw new InvalidOperationException("Nobody listens.");
    }
}
