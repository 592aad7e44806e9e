using System.Net;
using Testing.Gateway;

namespace Cluster.Tests;

/// <summary>Calls at every gateway while something else happens, and what came of them.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _callers;
    private int _served;
    private volatile string? _firstFailure;

    public Traffic(IEnumerable<GatewayProcess> gateways, GatewayScenario scenario) =>
        _callers = [.. gateways.Select(gateway => CallAsync(gateway.Caller(scenario.Key), scenario.Model))];

    /// <summary>Calls served so far.</summary>
    public int Served => Volatile.Read(ref _served);

    /// <summary>What the first call that was not served said; null when all were.</summary>
    public string? FirstFailure => _firstFailure;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_callers);
        _stop.Dispose();
    }

    private async Task CallAsync(CallerClient caller, string model)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var response = await caller.ChatAsync(model);
                var body = await response.Content.ReadAsStringAsync();
                if (response.StatusCode == HttpStatusCode.OK) Interlocked.Increment(ref _served);
                else _firstFailure ??= $"{(int)response.StatusCode}: {body}";
            }
            catch (HttpRequestException failure)
            {
                _firstFailure ??= failure.Message;
            }
            await Task.Delay(20);
        }
    }
}
