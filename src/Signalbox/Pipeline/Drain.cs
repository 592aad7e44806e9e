namespace Signalbox.Pipeline;

/// <summary>
/// Bounds how long a stop waits for calls under way: after that their attempts are ended, so that each caller gets an error it can read, and each call
/// its record, instead of a connection that just breaks. What is read on without its caller is not waited for.
/// </summary>
internal sealed class Drain(AttemptClocks clocks, PipelineOptions options, IHostApplicationLifetime lifetime, TimeProvider time) : IHostedService, IDisposable
{
    private CancellationTokenRegistration _registration;
    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = lifetime.ApplicationStopping.Register(() =>
        {
            clocks.EndDrains();
            _timer = time.CreateTimer(static all => ((AttemptClocks)all!).EndAll(), clocks, options.Drain, Timeout.InfiniteTimeSpan);
        });
        return Task.CompletedTask;
    }

    /// <summary>The server stops after this, and waits for what is under way.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _registration.Dispose();
        _timer?.Dispose();
    }
}
