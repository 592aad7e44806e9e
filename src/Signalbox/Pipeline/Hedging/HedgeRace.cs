using Signalbox.Core.Snapshots;

namespace Signalbox.Pipeline.Hedging;

/// <summary>
/// Two attempts at one call, of which the first to have something for the caller serves it. Nothing of an attempt reaches the caller before it has won,
/// and none has won before the other is done with the call:
/// <code>
///   first   ---- sent ------------------ content? ---> wins: the second is canceled, if it was begun
///   second              (due) -- sent -- content? ---> wins: the first is canceled, and the twin takes the call over
/// </code>
/// </summary>
internal sealed class HedgeRace : IDisposable
{
    /// <summary>The attempt that the call began with.</summary>
    public const int First = 0;

    /// <summary>The one that was begun beside it.</summary>
    public const int Second = 1;

    private const int Nobody = -1;

    private readonly Call _call;
    private readonly HedgeLane[] _lanes;
    private readonly TaskCompletionSource<bool> _due = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private CallerHeartbeat? _heartbeat;
    private Call? _twin;
    private int _winner = Nobody;

    /// <param name="call">The call, whose first attempt is about to begin.</param>
    /// <param name="after">How long that may take before a second is due.</param>
    /// <param name="time">The clock.</param>
    public HedgeRace(Call call, TimeSpan after, TimeProvider time)
    {
        _call = call;
        _lanes = [new HedgeLane(call.Http.RequestAborted), new HedgeLane(call.Http.RequestAborted)];
        call.Enter(this, First);
        // Both wait for an answer at once, so that the heartbeat is nobody's until one has it.
        (_heartbeat, call.Heartbeat) = (call.Heartbeat, null);
        _heartbeat?.Wait();
        _timer = time.CreateTimer(static due => ((TaskCompletionSource<bool>)due!).TrySetResult(true), _due, after, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Who has won; null while nobody has.</summary>
    public int? Winner
    {
        get
        {
            lock (_gate) return _winner == Nobody ? null : _winner;
        }
    }

    /// <summary>Told of the winner once the other is done, and before the caller gets anything of the answer.</summary>
    public Action<int>? Won { get; set; }

    /// <summary>Completes with true when a second attempt is due, and with false when it is not needed any more.</summary>
    public Task<bool> IsDueAsync() => _due.Task;

    /// <summary>Canceled when the attempt is to end: the caller went away, or the other has won.</summary>
    public CancellationToken End(int lane) => _lanes[lane].End;

    /// <summary>Why the attempt has failed; null while it has not.</summary>
    public AttemptFailure? Failure(int lane) => _lanes[lane].Failure;

    /// <summary>Whether the other has won.</summary>
    public bool HasLost(int lane) => Winner is { } winner && winner != lane;

    /// <summary>Whether the answer may be read on when the caller leaves: not while two are under way, of which one would be read for nothing.</summary>
    public bool LetsDrain(int lane)
    {
        lock (_gate) return _winner == lane || (_winner == Nobody && _twin is null);
    }

    /// <summary>The same call for a second attempt; null when the first needs none any more.</summary>
    /// <param name="attemptTicks">When it begins.</param>
    public Call? Twin(long attemptTicks)
    {
        // The first gives the body's memory back once it has won.
        lock (_gate) return NeedsSecond ? _call.Twin(attemptTicks) : null;
    }

    /// <summary>The second attempt is to begin. False when the first needs none any more.</summary>
    public bool TryBegin(Call twin)
    {
        lock (_gate)
        {
            if (!NeedsSecond) return false;
            _twin = twin;
            twin.Enter(this, Second);
            _call.Record.Attempts = twin.Record.Attempts;
            return true;
        }
    }

    /// <summary>An attempt has something for the caller.</summary>
    /// <returns>Whether it may go on; otherwise the other has won.</returns>
    public async ValueTask<bool> TryWinAsync(int lane)
    {
        if (!Claim(lane, out var isNew))
        {
            // So that it ends as one that was canceled, and not as one that failed.
            await _lanes[lane].CancelAsync();
            return false;
        }
        if (!isNew) return true;
        if (_twin is not null)
        {
            await _lanes[1 - lane].CancelAsync();
            await _lanes[1 - lane].Ended;
            Won?.Invoke(lane);
        }
        if (_heartbeat is not { } heartbeat) return true;
        _heartbeat = null;
        await heartbeat.ResumeAsync();
        heartbeat.NotePassed();
        (lane == First ? _call : _twin!).Heartbeat = heartbeat;
        return true;
    }

    /// <summary>An attempt has ended: it was relayed, or failed, or was canceled.</summary>
    /// <param name="lane">Which.</param>
    /// <param name="failure">Why the caller has nothing of it; null when it has, or when it was canceled.</param>
    public async Task EndedAsync(int lane, AttemptFailure? failure)
    {
        _lanes[lane].Complete(failure);
        // The request is at fault: what the second would say to it is no answer to the caller's question.
        if (lane == First && failure is { MayFailOver: false, RejectsStreamUsage: false } && Claim(First, out _)) await _lanes[Second].CancelAsync();
        _due.TrySetResult(false);
    }

    /// <summary>Both have ended, and the call goes on without a race.</summary>
    public async ValueTask LeaveAsync()
    {
        _call.Leave();
        if (_heartbeat is not { } heartbeat) return;
        await heartbeat.ResumeAsync();
        _call.Heartbeat = heartbeat;
    }

    public void Dispose()
    {
        _timer.Dispose();
        foreach (var lane in _lanes) lane.Dispose();
    }

    private bool NeedsSecond => _winner == Nobody && !_lanes[First].Ended.IsCompleted && !_call.Http.RequestAborted.IsCancellationRequested;

    private bool Claim(int lane, out bool isNew)
    {
        lock (_gate)
        {
            isNew = _winner == Nobody;
            if (isNew) _winner = lane;
            if (_winner != lane) return false;
        }
        _due.TrySetResult(false);
        return true;
    }
}
