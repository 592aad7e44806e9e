using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;

namespace Signalbox.Bench.Load;

/// <summary>
/// The generator: one thread, non-blocking sockets, one loop. It never waits for an answer before the next request is due:
/// <code>
///   clock --due--> waiting list --free connection--> request under way --last byte--> latency = now - due
/// </code>
/// A stalled contender therefore shows in the latency of every request that was due meanwhile, not in one only (coordinated omission).
/// </summary>
internal sealed class LoadRun
{
    private readonly LoadTarget _target;
    private readonly LoadConnection?[] _connections;
    private readonly ReadinessPoll _poll;
    private readonly Stack<int> _idle = new();
    private readonly Queue<long> _waiting = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Latencies _total = new();
    private readonly Latencies _firstToken = new();
    private string? _firstError;
    private int _errors;
    private int _open;
    private int _peakOpen;

    private LoadRun(LoadTarget target, int connections)
    {
        _target = target;
        _connections = new LoadConnection?[connections];
        _poll = new ReadinessPoll(connections);
        for (var place = connections - 1; place >= 0; place--) _idle.Push(place);
    }

    /// <summary>Open loop: one request every 1/<paramref name="rate"/> seconds by the clock, whatever the contender does.</summary>
    /// <param name="target">What to send where.</param>
    /// <param name="rate">Requests per second.</param>
    /// <param name="connections">How many may be under way at once; those that find none free wait, and their latency with them.</param>
    /// <param name="warmUp">Requests due in this time are sent and not counted.</param>
    /// <param name="duration">How long requests are due after that.</param>
    /// <param name="cancellation">Ends the run early.</param>
    public static LoadResult AtRate(LoadTarget target, int rate, int connections, TimeSpan warmUp, TimeSpan duration, CancellationToken cancellation)
    {
        var skipped = (int)(rate * warmUp.TotalSeconds);
        var count = skipped + (int)(rate * duration.TotalSeconds);
        return new LoadRun(target, connections).Run(count, skipped, Stopwatch.Frequency / rate, warmUp + duration + TimeSpan.FromSeconds(5), cancellation);
    }

    /// <summary>Closed loop: <paramref name="count"/> requests, <paramref name="concurrency"/> of them at a time, beginning all at once.</summary>
    /// <param name="target">What to send where.</param>
    /// <param name="count">Requests.</param>
    /// <param name="concurrency">Connections.</param>
    /// <param name="longest">What has not come by then is an error.</param>
    /// <param name="cancellation">Ends the run early.</param>
    public static LoadResult AtConcurrency(LoadTarget target, int count, int concurrency, TimeSpan longest, CancellationToken cancellation) =>
        new LoadRun(target, concurrency).Run(count, 0, 0, longest, cancellation);

    private LoadResult Run(int count, int skipped, long interval, TimeSpan longest, CancellationToken cancellation)
    {
        try
        {
            var start = Stopwatch.GetTimestamp();
            var deadline = start + (long)(longest.TotalSeconds * Stopwatch.Frequency);
            for (var (made, ended) = (0, 0); ended < count;)
            {
                cancellation.ThrowIfCancellationRequested();
                var now = Stopwatch.GetTimestamp();
                if (now >= deadline)
                {
                    Fail($"{count - ended} of {count} were not answered in time.", count - ended);
                    break;
                }
                // In the closed loop (interval 0) a request is due when a connection is free for it.
                for (; made < count && (interval > 0 ? start + made * interval <= now : _idle.Count > _waiting.Count); made++)
                    _waiting.Enqueue(interval > 0 ? start + made * interval : now);
                while (_waiting.Count > 0 && _idle.TryPop(out var place)) ended += Begin(place, _waiting.Dequeue());

                var next = interval > 0 && made < count ? Math.Min(deadline, start + made * interval) : deadline;
                if (ended == count || !_poll.Wait(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next))) continue;
                for (var place = 0; place < _connections.Length; place++)
                    if (_poll.IsReady(place)) ended += Advance(place, counts: _connections[place]!.DueTicks >= start + skipped * interval);
            }
            return new LoadResult(_total, _firstToken, _errors, _firstError, _peakOpen);
        }
        finally
        {
            foreach (var connection in _connections) connection?.Dispose();
        }
    }

    /// <summary>Sends at this place, over a new connection if there is none.</summary>
    /// <returns>How many requests ended by it.</returns>
    private int Begin(int place, long due)
    {
        _peakOpen = Math.Max(_peakOpen, ++_open);
        return Guarded(place, () =>
        {
            if (_connections[place] is { } standing)
            {
                standing.Send(_target.Request.Span, due);
                _poll.WatchForData(place, standing.Descriptor);
            }
            else
            {
                var connection = _connections[place] = new LoadConnection(_target.Address, new ResponseReader());
                connection.BeginConnect(due);
                _poll.WatchForConnection(place, connection.Descriptor);
            }
            return 0;
        });
    }

    private int Advance(int place, bool counts) => Guarded(place, () =>
    {
        var connection = _connections[place]!;
        if (connection.IsConnecting)
        {
            connection.Send(_target.Request.Span, connection.DueTicks);
            _poll.WatchForData(place, connection.Descriptor);
            return 0;
        }
        connection.Receive(_buffer, _target.ContentAt);
        if (!connection.Response.IsDone) return 0;
        if (!_target.Accepts(connection.Response))
            throw new InvalidDataException($"Status {connection.Response.Status} with {connection.Response.BodyLength} bytes instead of 200 with {_target.BodyLength}.");
        if (counts)
        {
            _total.Add(connection.DueTicks, Stopwatch.GetTimestamp());
            _firstToken.Add(connection.DueTicks, connection.FirstTokenTicks);
        }
        Free(place);
        return 1;
    });

    /// <summary>A request that breaks is an error and costs its connection, not the run.</summary>
    private int Guarded(int place, Func<int> step)
    {
        try
        {
            return step();
        }
        catch (Exception failure) when (failure is SocketException or IOException or InvalidDataException)
        {
            Fail(failure.Message, 1);
            _connections[place]?.Dispose();
            _connections[place] = null;
            Free(place);
            return 1;
        }
    }

    private void Free(int place)
    {
        _open--;
        _poll.Forget(place);
        _idle.Push(place);
    }

    private void Fail(string message, int count)
    {
        _firstError ??= message;
        _errors += count;
    }
}
