using Signalbox.Core.Limits;
using Signalbox.Core.Pricing;
using Signalbox.Limits;

namespace Signalbox.Pipeline.Limiting;

/// <summary>Debits a stream while it goes on. Asked now and then (<see cref="StreamProgress"/>), never for each event.</summary>
internal sealed class StreamDebit(LimitGate gate, LimitCounts counts)
{
    /// <summary>Has the call hold what its record says it took so far.</summary>
    /// <returns>The limit that ends the stream; null while it may go on.</returns>
    public ValueTask<CompiledLimit?> RunAsync(Call call, CancellationToken cancellation)
    {
        if (!call.Reservation.IsHeld) return default;
        var record = call.Record;
        var soFar = new LimitOutlay(
            true, new TokenCounts(record.TokensInput, record.TokensOutput, record.TokensCached, record.TokensCacheWrite, record.TokensReasoning), record.CostMicros ?? 0);
        return gate.Extend(ref call.Reservation, soFar, out var refusal) switch
        {
            LimitOutcome.Granted => default,
            LimitOutcome.Refused => new(End(refusal.Limit)),
            _ => AskAsync(call, refusal.Limit, cancellation),
        };
    }

    private async ValueTask<CompiledLimit?> AskAsync(Call call, CompiledLimit limit, CancellationToken cancellation)
    {
        await gate.AskAsync(limit, 1, 0, cancellation);
        return gate.Recheck(call.Reservation, out var refusal) == LimitOutcome.Granted ? null : End(refusal.Limit);
    }

    private CompiledLimit End(CompiledLimit limit)
    {
        counts.EndedStream();
        return limit;
    }
}
