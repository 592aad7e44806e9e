namespace Signalbox.Pipeline;

/// <summary>
/// Keeps the connection of a caller of a stream alive while the upstream says nothing, its thinking before the first token above all: load balancers cut
/// what is silent for a minute (R51). A heartbeat is a comment between two events, which every reader of server-sent events passes over. With the first
/// one the status is spoken for: an error that comes later is told inside the stream.
/// </summary>
/// <remarks>
/// The relay writes and the timer writes, so they take turns: the timer may write only between <see cref="Wait"/> and <see cref="ResumeAsync"/>.
/// <code>
///   working --Wait--> waiting --tick--> beating --done--> waiting
///      ^                 |                 |
///      +-----Resume------+                 |
///      +-----Resume, after the beat--------+
/// </code>
/// </remarks>
internal sealed class CallerHeartbeat : IDisposable
{
    private const int Working = 0;
    private const int Waiting = 1;
    private const int Beating = 2;

    private readonly Call _call;
    private readonly CallEnding _ending;
    private readonly ITimer _timer;
    private volatile Task _beat = Task.CompletedTask;
    private volatile bool _wasBusy = true;
    private int _state;

    /// <summary>Starts the timer; until the first <see cref="Wait"/> nothing is written.</summary>
    public CallerHeartbeat(Call call, CallEnding ending, TimeSpan interval, TimeProvider time)
    {
        (_call, _ending) = (call, ending);
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static heartbeat => ((CallerHeartbeat)heartbeat!).Tick(), this, interval, interval);
    }

    /// <summary>From here on the caller's end is left alone by the one who calls.</summary>
    public void Wait() => Volatile.Write(ref _state, Waiting);

    /// <summary>Takes the caller's end back, after a heartbeat that is being written.</summary>
    public ValueTask ResumeAsync() => Interlocked.CompareExchange(ref _state, Working, Waiting) == Beating ? AfterBeatAsync() : default;

    /// <summary>The caller is sent something. What merely came in, and is held back or says nothing, does not count: load balancers do not see it.</summary>
    public void NotePassed() => _wasBusy = true;

    /// <summary>Stops the timer. After <see cref="ResumeAsync"/>.</summary>
    public void Dispose() => _timer.Dispose();

    private async ValueTask AfterBeatAsync()
    {
        await _beat;
        Volatile.Write(ref _state, Working);
    }

    private void Tick()
    {
        if (_wasBusy)
        {
            // Something was sent since the last tick.
            _wasBusy = false;
            return;
        }
        // Claimed before anything is written, and the task is in place before whoever resumes can look for it.
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = _beat;
        _beat = done.Task;
        if (Interlocked.CompareExchange(ref _state, Beating, Waiting) != Waiting)
        {
            _beat = before;
            done.SetResult();
            return;
        }
        _ = BeatAsync(done);
    }

    private async Task BeatAsync(TaskCompletionSource done)
    {
        try
        {
            var caller = new CallerStream(_call, _ending, AnswerTranslation.EventStream);
            caller.WriteHeartbeat();
            await caller.FlushAsync(_call.Http.RequestAborted);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The caller is gone; the relay learns that by itself.
        }
        finally
        {
            Interlocked.CompareExchange(ref _state, Waiting, Beating);
            done.SetResult();
        }
    }
}
