using System.Net;
using System.Net.Sockets;
using Signalbox.Egress;
using Signalbox.Egress.Http1;
using Signalbox.Sockets;

namespace Gateway.Tests.Egress;

/// <summary>Which of the connections that wait a call gets.</summary>
public sealed class Http1PoolTests : IDisposable
{
    private static readonly Uri Origin = new("http://gpu1.example:8000/v1/chat/completions");

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Http1Pool _pool = new(Origin, new FakeNames().Handlers.Connector(Origin, EgressPolicy.Default), TimeSpan.FromSeconds(1));

    public Http1PoolTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);
    }

    [Fact]
    public void The_last_one_given_back_is_taken_first()
    {
        Http1Connection[] waiting = [Wait(null), Wait(null), Wait(null)];

        new[] { _pool.TryTake(), _pool.TryTake(), _pool.TryTake(), _pool.TryTake() }.ShouldBe([waiting[2], waiting[1], waiting[0], null]);
    }

    [Fact]
    public async Task On_a_loop_its_own_go_first_and_then_any()
    {
        SocketLoop own = new("own"), other = new("other");
        own.Start();
        using var socket = await ConnectAsync(own);
        using var peer = await _listener.AcceptAsync();
        Http1Connection[] waiting = [Wait(other), Wait(own), Wait(own), Wait(other), Wait(null)];

        var taking = TakeOnLoopAsync(socket);
        await peer.SendAsync(new byte[1]);

        (await taking).ShouldBe([waiting[2], waiting[1], waiting[4], waiting[3], waiting[0], null]);
    }

    [Fact]
    public async Task Own_ones_are_not_looked_for_among_all_that_wait()
    {
        SocketLoop own = new("own"), other = new("other");
        own.Start();
        using var socket = await ConnectAsync(own);
        using var peer = await _listener.AcceptAsync();
        Wait(own);
        Http1Connection last = null!;
        for (var i = 0; i < 16; i++) last = Wait(other);

        var taking = TakeOnLoopAsync(socket);
        await peer.SendAsync(new byte[1]);

        (await taking)[0].ShouldBe(last);
    }

    public void Dispose()
    {
        _pool.Dispose();
        _listener.Dispose();
    }

    private Task<LoopSocket> ConnectAsync(SocketLoop loop) => LoopSocket.ConnectAsync(
        new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), (IPEndPoint)_listener.LocalEndPoint!, loop, CancellationToken.None);

    private Http1Connection Wait(SocketLoop? loop)
    {
        var connection = new Http1Connection(_pool, Stream.Null, () => true, loop);
        _pool.Return(connection);
        return connection;
    }

    /// <summary>Takes six in the thread of the socket's loop, once a byte arrives.</summary>
    private async Task<Http1Connection?[]> TakeOnLoopAsync(LoopSocket socket)
    {
        await socket.ReadAsync(new byte[1], CancellationToken.None).ConfigureAwait(false);
        return [_pool.TryTake(), _pool.TryTake(), _pool.TryTake(), _pool.TryTake(), _pool.TryTake(), _pool.TryTake()];
    }
}
