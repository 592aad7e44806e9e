using System.Net;
using System.Net.Sockets;
using Signalbox.Egress;
using Testing.Time;

namespace Gateway.Tests.Egress;

public sealed class ConnectionRaceTests
{
    private static readonly IPAddress First = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Second = IPAddress.Parse("192.0.2.2");

    private readonly FakeTimeProvider _clock = new();
    private readonly Dictionary<IPAddress, TaskCompletionSource<Connection>> _attempts = new()
    {
        [First] = new(TaskCreationOptions.RunContinuationsAsynchronously),
        [Second] = new(TaskCreationOptions.RunContinuationsAsynchronously),
    };

    private readonly List<IPAddress> _tried = [];

    [Fact]
    public async Task The_first_address_that_answers_within_its_head_start_is_taken_alone()
    {
        var race = RunAsync();

        _attempts[First].SetResult(new Connection());

        (await race).ShouldBe(await _attempts[First].Task);
        _tried.ShouldBe([First]);
    }

    [Fact]
    public async Task A_refused_address_gives_way_to_the_next_without_waiting()
    {
        _attempts[First].SetException(new SocketException((int)SocketError.ConnectionRefused));
        _attempts[Second].SetResult(new Connection());

        (await RunAsync()).ShouldBe(await _attempts[Second].Task);
        _clock.GetUtcNow().ShouldBe(new FakeTimeProvider().GetUtcNow());
    }

    [Fact]
    public async Task A_silent_address_is_overtaken_after_its_head_start_and_its_late_connection_is_closed()
    {
        var race = RunAsync();
        _tried.ShouldBe([First]);
        _clock.Advance(ConnectionRace.HeadStart);
        await Eventually.TrueAsync(() => _tried.Count == 2);

        _attempts[Second].SetResult(new Connection());
        (await race).ShouldBe(await _attempts[Second].Task);

        var late = new Connection();
        _attempts[First].SetResult(late);
        await late.Disposed.WaitAsync(TimeSpan.FromSeconds(10));
        (await race).Disposed.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task When_all_fail_the_failure_of_the_preferred_address_is_told()
    {
        _attempts[First].SetException(new SocketException((int)SocketError.ConnectionRefused));
        _attempts[Second].SetException(new SocketException((int)SocketError.NetworkUnreachable));

        (await Should.ThrowAsync<SocketException>(RunAsync)).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    [Fact]
    public async Task Giving_up_ends_the_race()
    {
        using var giveUp = new CancellationTokenSource();
        var race = RunAsync(giveUp.Token);

        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => race);
    }

    private Task<Connection> RunAsync() => RunAsync(CancellationToken.None);

    private Task<Connection> RunAsync(CancellationToken cancellationToken) => ConnectionRace.RunAsync(
        [First, Second],
        (address, token) =>
        {
            _tried.Add(address);
            return _attempts[address].Task;
        },
        _clock,
        cancellationToken);

    private sealed class Connection : IDisposable
    {
        private readonly TaskCompletionSource _disposed = new();

        public Task Disposed => _disposed.Task;

        public void Dispose() => _disposed.TrySetResult();
    }
}
