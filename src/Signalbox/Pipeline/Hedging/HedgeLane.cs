namespace Signalbox.Pipeline.Hedging;

/// <summary>One of the two attempts of a <see cref="HedgeRace"/>.</summary>
/// <param name="aborted">Canceled when the caller goes away.</param>
internal sealed class HedgeLane(CancellationToken aborted) : IDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(aborted);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Canceled when it is to end.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Completes when it has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Why it has failed; null when it has not.</summary>
    public AttemptFailure? Failure { get; private set; }

    public Task CancelAsync() => _end.CancelAsync();

    /// <summary>It has ended.</summary>
    public void Complete(AttemptFailure? failure)
    {
        Failure = failure;
        _ended.TrySetResult();
    }

    public void Dispose() => _end.Dispose();
}
