using System.Collections.Concurrent;

namespace Testing.Gateway;

/// <summary>A gateway beside others in the process of the <see cref="GatewayHost"/>.</summary>
internal sealed class HostedRun(GatewayHost host, int number) : IGatewayRun
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool HasExited => _ended.Task.IsCompleted;

    public int ExitCode => _ended.Task.IsCompletedSuccessfully ? _ended.Task.Result : throw new InvalidOperationException("The gateway runs.");

    public string Output => string.Join('\n', _lines);

    public void Wrote(string line) => _lines.Enqueue(line);

    public void Ended(int code) => _ended.TrySetResult(code);

    public void Terminate() => host.Stop(number);

    public async Task WaitForExitAsync(TimeSpan within)
    {
        try
        {
            await _ended.Task.WaitAsync(within);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The gateway still runs after {within.TotalSeconds:0.#} s:\n{Output}");
        }
    }

    /// <summary>Ends it; what takes longer than a few seconds, such as a stream that nobody ends, goes on by itself and does no harm.</summary>
    public async ValueTask DisposeAsync()
    {
        if (HasExited) return;
        Terminate();
        await Task.WhenAny(_ended.Task, Task.Delay(TimeSpan.FromSeconds(3)));
    }
}
