using System.Text.Json;
using Signalbox.Alerts.Destinations;
using Signalbox.Core.Alerts;
using Signalbox.Storage;
using Signalbox.Threading;

namespace Signalbox.Alerts.Delivery;

/// <summary>
/// Empties the outbox, on every instance:
/// <code>
/// due -&gt; taken by one instance -&gt; sent
///  ^                           |-&gt; given up: refused for good, or tried often enough
///  +- pause, longer each time -+
/// </code>
/// An instance that dies while it sends leaves the message to another; the receiver may then get it twice, under the same id.
/// </summary>
internal sealed partial class DeliveryWorker(
    DeliveryStore store, AlertDestinationStore destinations, DeliveryChannels channels, AlertCounts counts, TimeProvider time, ILogger<DeliveryWorker> logger) : BackgroundService
{
    private const int Batch = 32;
    private const int PerDestination = 4;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>Longer than one message takes to be sent or given up.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly WakeUp _wake = new();

    /// <summary>There is something to send.</summary>
    public void Wake() => _wake.Set();

    public override void Dispose()
    {
        base.Dispose();
        _wake.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(
        stopping => _wake.WaitAsync(Beat, stopping), RunAsync,
        failure => Log.Blind(logger, Database.IsAway(failure) ? null : failure, failure.GetType().Name), () => Log.Recovered(logger), stoppingToken);

    /// <summary>Sends what is due now, destinations side by side, so that a slow one keeps none waiting for more than its own time.</summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        var due = await store.DueAsync(Now(), Batch, cancellation);
        if (due.Count == 0) return;
        var known = (await destinations.ListAllAsync(cancellation)).ToDictionary(row => row.Id, StringComparer.Ordinal);
        await Task.WhenAll(due.GroupBy(row => row.DestinationId).Select(rows => SendAsync([.. rows.Take(PerDestination)], known.GetValueOrDefault(rows.Key), cancellation)));
    }

    private async Task SendAsync(IReadOnlyList<DeliveryRow> rows, AlertDestinationRow? destination, CancellationToken cancellation)
    {
        foreach (var row in rows)
        {
            if (!await store.TryTakeAsync(row, Now() + (long)Lease.TotalMilliseconds, cancellation)) continue;
            var taken = row with { Attempts = row.Attempts + 1 };
            if (destination is null) await GiveUpAsync(taken, DeliveryOutcome.Refused("the destination was removed"), cancellation);
            else if (!await SendAsync(taken, destination, cancellation)) return;
        }
    }

    /// <summary>Sends one. Returns whether the destination should be tried with the next.</summary>
    private async Task<bool> SendAsync(DeliveryRow row, AlertDestinationRow destination, CancellationToken cancellation)
    {
        if (!destination.ToDraft().Enabled)
        {
            await GiveUpAsync(row, DeliveryOutcome.Refused("the destination is switched off"), cancellation);
            return true;
        }
        var outcome = await channels.SendAsync(destination, row.Id, JsonSerializer.Deserialize(row.Message, AlertsJson.Default.AlertMessage)!, cancellation);
        if (outcome.IsTaken)
        {
            await store.FinishAsync(row with { State = DeliveryStates.Sent, HttpStatus = outcome.HttpStatus, Error = null, FinishedAt = Now() }, cancellation);
            await store.SucceededAsync(destination.Id, Now(), cancellation);
            counts.Delivered(destination.Kind, "sent");
            return true;
        }
        var rest = DeliveryPace.RestMs(await store.FailedAsync(destination.Id, cancellation));
        if (rest > 0) await store.RestAsync(destination.Id, Now() + rest, cancellation);
        if (outcome.IsFinal || row.Attempts >= DeliveryPace.MostAttempts)
        {
            counts.Delivered(destination.Kind, "given_up");
            await GiveUpAsync(row, outcome, cancellation);
            return rest == 0;
        }
        counts.Delivered(destination.Kind, "failed");
        var pause = DeliveryPace.PauseMs((int)row.Attempts, Random.Shared.NextDouble(), outcome.AskedMs);
        await store.FinishAsync(row with { NextAt = Now() + pause, HttpStatus = outcome.HttpStatus, Error = outcome.Error }, cancellation);
        return false;
    }

    private Task GiveUpAsync(DeliveryRow row, DeliveryOutcome outcome, CancellationToken cancellation)
    {
        Log.GivenUp(logger, row.RuleName, row.Destination, row.Attempts, outcome.Error);
        return store.FinishAsync(row with { State = DeliveryStates.GivenUp, HttpStatus = outcome.HttpStatus, Error = outcome.Error, FinishedAt = Now() }, cancellation);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static partial class Log
    {
        [LoggerMessage(1110, LogLevel.Warning, "Messages of alerts cannot be sent now ({Failure})")]
        public static partial void Blind(ILogger logger, Exception? fault, string failure);

        [LoggerMessage(1112, LogLevel.Information, "Messages of alerts are sent again")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(1111, LogLevel.Warning, "A message of the alert rule {Rule} to {Destination} was given up after {Attempts} attempts: {Reason}")]
        public static partial void GivenUp(ILogger logger, string rule, string destination, long attempts, string? reason);
    }
}
