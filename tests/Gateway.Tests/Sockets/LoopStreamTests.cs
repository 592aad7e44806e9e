using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Signalbox.Sockets;
using Testing.Time;

namespace Gateway.Tests.Sockets;

/// <summary>Sockets on the loops as streams, as HTTP handlers use them.</summary>
public sealed class LoopStreamTests : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public LoopStreamTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(8);
    }

    [Fact]
    public async Task A_stream_that_is_dropped_closes_its_connection()
    {
        var (stream, peer) = await ConnectAsync();
        using (peer)
        {
            stream.IsAlive.ShouldBeTrue();
            var end = peer.ReceiveAsync(new byte[1]);

            await Eventually.TrueAsync(
                () =>
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                    return end.IsCompleted;
                },
                TimeSpan.FromSeconds(20), "the peer sees the end");

            (await end).ShouldBe(0);
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>In a method of its own, so that no variable of the test holds the stream.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<(WeakReference Stream, Socket Peer)> ConnectAsync()
    {
        var connecting = LoopSocket.ConnectAsync(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), (IPEndPoint)_listener.LocalEndPoint!, SocketLoops.Shared.ForOpened(), CancellationToken.None);
        var peer = await _listener.AcceptAsync();
        return (new WeakReference(new LoopStream(await connecting)), peer);
    }
}
