using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Signalbox.Sockets;

namespace Gateway.Tests.Sockets;

/// <summary>Sockets on the loops, each with an ordinary socket at its other end.</summary>
public sealed class LoopSocketTests : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<IDisposable> _opened = [];

    public LoopSocketTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(128);
    }

    private IPEndPoint Address => (IPEndPoint)_listener.LocalEndPoint!;

    [Fact]
    public async Task Everything_arrives_in_order_however_it_is_cut()
    {
        var (socket, peer) = await PairAsync();
        var random = new Random(4711);
        var sent = new byte[3_000_000];
        random.NextBytes(sent);

        var sending = Task.Run(async () =>
        {
            for (var at = 0; at < sent.Length;)
            {
                var count = Math.Min(random.Next(1, 20_000), sent.Length - at);
                await peer.SendAsync(sent.AsMemory(at, count));
                at += count;
                if (random.Next(20) == 0) await Task.Delay(1);
            }
            peer.Shutdown(SocketShutdown.Send);
        });
        var received = new MemoryStream();
        var buffer = new byte[8192];
        while (true)
        {
            if (received.Length % 3 == 0) (await socket.ReadAsync(Memory<byte>.Empty, CancellationToken.None)).ShouldBe(0);
            var count = await socket.ReadAsync(buffer.AsMemory(0, 1 + (int)(received.Length % buffer.Length)), CancellationToken.None);
            if (count == 0) break;
            received.Write(buffer, 0, count);
        }

        await sending;
        received.ToArray().AsSpan().SequenceEqual(sent).ShouldBeTrue();
    }

    [Fact]
    public async Task A_peer_that_reads_slowly_gets_all_of_a_large_write()
    {
        var (socket, peer) = await PairAsync();
        var sent = new byte[8_000_000];
        new Random(1).NextBytes(sent);

        var writing = socket.WriteAsync(sent, CancellationToken.None).AsTask();
        await Task.Delay(50);
        writing.IsCompleted.ShouldBeFalse("nobody has read yet, and no buffer is that large");
        var received = new byte[sent.Length];
        for (var at = 0; at < received.Length;) at += await peer.ReceiveAsync(received.AsMemory(at));

        await writing;
        received.AsSpan().SequenceEqual(sent).ShouldBeTrue();
    }

    [Fact]
    public async Task The_last_bytes_come_before_the_end()
    {
        for (var round = 0; round < 200; round++)
        {
            var (socket, peer) = await PairAsync();
            var reading = socket.ReadAsync(new byte[100], CancellationToken.None);
            await peer.SendAsync("bye"u8.ToArray());
            peer.Dispose();

            (await reading).ShouldBe(3);
            (await socket.ReadAsync(new byte[100], CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe(0);
            socket.Dispose();
        }
    }

    [Fact]
    public async Task A_reset_is_a_failure()
    {
        var (socket, peer) = await PairAsync();
        var reading = socket.ReadAsync(new byte[100], CancellationToken.None).AsTask();
        peer.Close(0);

        var failure = await Should.ThrowAsync<IOException>(() => reading.WaitAsync(TimeSpan.FromSeconds(10)));
        failure.InnerException.ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task Closing_ends_who_waits()
    {
        var (reads, _) = await PairAsync();
        var (writes, _) = await PairAsync();
        var reading = reads.ReadAsync(new byte[100], CancellationToken.None).AsTask();
        var writing = writes.WriteAsync(new byte[50_000_000], CancellationToken.None).AsTask();

        reads.Dispose();
        writes.Dispose();

        await Should.ThrowAsync<IOException>(() => reading.WaitAsync(TimeSpan.FromSeconds(10)));
        await Should.ThrowAsync<IOException>(() => writing.WaitAsync(TimeSpan.FromSeconds(10)));
        await Should.ThrowAsync<IOException>(() => reads.ReadAsync(new byte[100], CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task A_read_that_is_canceled_takes_nothing()
    {
        var (socket, peer) = await PairAsync();
        for (var round = 0; round < 100; round++)
        {
            using var cancel = new CancellationTokenSource();
            var reading = socket.ReadAsync(new byte[100], cancel.Token).AsTask();
            await cancel.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(10)));
        }

        await peer.SendAsync("still here"u8.ToArray());
        (await socket.ReadAsync(new byte[100], CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe(10);
    }

    [Fact]
    public async Task A_read_that_is_canceled_while_it_looks_in_vain_is_canceled()
    {
        var (socket, peer) = await PairAsync();
        using var cancel = new CancellationTokenSource();
        using var buffer = new WatchedMemory(cancel.Cancel);
        var reading = socket.ReadAsync(buffer.Memory, cancel.Token).AsTask();

        // Woken for nothing, it looks into the socket, and is canceled at that moment.
        buffer.IsWatched = true;
        socket.Happened(Epoll.Readable);

        await Should.ThrowAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(10)));
        await peer.SendAsync("still here"u8.ToArray());
        (await socket.ReadAsync(new byte[100], CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe(10);
    }

    [Fact]
    public async Task What_is_opened_on_a_loop_stays_there_and_what_is_opened_elsewhere_is_dealt_out()
    {
        var (socket, peer) = await PairAsync();

        var opening = OpenOnLoopAsync(socket);
        await peer.SendAsync(new byte[1]);

        (await opening).ShouldAllBe(loop => loop == socket.Loop);
        var elsewhere = await Task.Run(() => Enumerable.Range(0, 100).Select(_ => SocketLoops.Shared.ForOpened()).ToList());
        elsewhere.Distinct().Count().ShouldBe(Environment.ProcessorCount);

        static async Task<SocketLoop[]> OpenOnLoopAsync(LoopSocket socket)
        {
            await socket.ReadAsync(new byte[1], CancellationToken.None).ConfigureAwait(false);
            return [SocketLoops.Shared.ForOpened(), SocketLoops.Shared.ForOpened(), SocketLoops.Shared.ForOpened()];
        }
    }

    [Fact]
    public async Task Where_nobody_listens_connecting_fails_as_usual()
    {
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var failure = await Should.ThrowAsync<SocketException>(() => LoopSocket.ConnectAsync(
            new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), (IPEndPoint)nobody.LocalEndPoint!, SocketLoops.Shared.ForOpened(), CancellationToken.None));

        failure.SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    [Fact]
    public async Task Who_blocks_a_thread_holds_up_no_other_socket()
    {
        using var blocked = new ManualResetEventSlim();
        var before = SocketLoops.Replacements;
        var stuck = new List<Task>();
        var others = new List<(LoopSocket Socket, Socket Peer)>();
        // Two for every loop: one whose reader waits for what must not be waited for there, and one beside it.
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            var (socket, peer) = await PairAsync();
            stuck.Add(BlockAsync(socket, blocked));
            await peer.SendAsync("x"u8.ToArray());
        }
        for (var i = 0; i < Environment.ProcessorCount; i++) others.Add(await PairAsync());

        foreach (var (socket, peer) in others)
        {
            var reading = socket.ReadAsync(new byte[10], CancellationToken.None).AsTask();
            await peer.SendAsync("hello"u8.ToArray());
            (await reading.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe(5);
        }

        SocketLoops.Replacements.ShouldBeGreaterThan(before);
        stuck.ShouldAllBe(task => !task.IsCompleted);
        blocked.Set();
        await Task.WhenAll(stuck).WaitAsync(TimeSpan.FromSeconds(20));
        // And whoever was stuck is served on.
        foreach (var (socket, peer) in others)
        {
            await peer.SendAsync("again"u8.ToArray());
            (await socket.ReadAsync(new byte[10], CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe(5);
        }
    }

    public void Dispose()
    {
        foreach (var opened in _opened) opened.Dispose();
        _listener.Dispose();
    }

    private static async Task BlockAsync(LoopSocket socket, ManualResetEventSlim blocked)
    {
        await socket.ReadAsync(new byte[1], CancellationToken.None);
        blocked.Wait();
    }

    private async Task<(LoopSocket Socket, Socket Peer)> PairAsync()
    {
        var connecting = LoopSocket.ConnectAsync(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), Address, SocketLoops.Shared.ForOpened(), CancellationToken.None);
        var peer = await _listener.AcceptAsync();
        var socket = await connecting;
        _opened.AddRange([socket, peer]);
        return (socket, peer);
    }

    /// <summary>Memory that does something when it is next read into.</summary>
    private sealed class WatchedMemory(Action whenTaken) : MemoryManager<byte>
    {
        private readonly byte[] _bytes = new byte[100];

        public bool IsWatched { get; set; }

        public override Span<byte> GetSpan()
        {
            if (IsWatched)
            {
                IsWatched = false;
                whenTaken();
            }
            return _bytes;
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
        }
    }
}
