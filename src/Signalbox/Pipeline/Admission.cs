using Signalbox.Core.Limits;
using Signalbox.Limits;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Limiting;
using Signalbox.Usage.Journal;

namespace Signalbox.Pipeline;

/// <summary>
/// Stage 5: a call that could not be recorded is not made, and one that may go beyond a limit neither. What it may take is held from here until
/// <see cref="CallEnding"/> knows what it took.
/// </summary>
internal sealed class Admission(UsageJournal journal, LimitGate gate, LimitQueues queues, QueuedAdmission queued)
{
    private static readonly CallError Unrecordable = new(StatusCodes.Status503ServiceUnavailable,
        "The gateway cannot record usage at the moment, so it takes no calls rather than lose count. Its operator sees why on /readyz.", "journal-unavailable") { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <summary>The refusal, or null with what is held in <see cref="Call.Reservation"/>.</summary>
    public ValueTask<CallError?> RunAsync(Call call)
    {
        if (!journal.IsAvailable) return new(Unrecordable);
        if (call.Principal!.Limits is not { } limits || call.Dialect is TokenCountDialect) return default;
        if (queues.Ahead(limits, call.Target!.Asset.Index) is { } ahead) return queued.RunAsync(call, limits, ahead, AttemptAsync);
        var demand = CallDemand.Of(call, limits);
        return Reserve(call, limits, demand, out var refusal) switch
        {
            LimitOutcome.Granted => default,
            LimitOutcome.Refused when !QueuedAdmission.MayWait(refusal) => new(Refuse(call, refusal)),
            var outcome => GoOnAsync(call, limits, demand, outcome, refusal),
        };
    }

    /// <summary>What does not go without waiting: for the answer of the others, or for room.</summary>
    private async ValueTask<CallError?> GoOnAsync(Call call, LimitSet limits, LimitDemand demand, LimitOutcome outcome, LimitRefusal refusal)
    {
        if (outcome == LimitOutcome.NeedsShare)
        {
            if (await AskAsync(call, limits, demand, refusal) is not { } asked) return null;
            refusal = asked;
        }
        if (!QueuedAdmission.MayWait(refusal)) return Refuse(call, refusal);
        var error = await queued.RunAsync(call, limits, refusal.Limit, AttemptAsync);
        if (error is not null) gate.Refused(refusal.Limit);
        return error;
    }

    private async ValueTask<(bool Held, LimitRefusal Refusal)> AttemptAsync(Call call)
    {
        var limits = call.Principal!.Limits!;
        var demand = CallDemand.Of(call, limits);
        var outcome = Reserve(call, limits, demand, out var refusal);
        if (outcome == LimitOutcome.NeedsShare) return await AskAsync(call, limits, demand, refusal) is { } asked ? (false, asked) : (true, default);
        return (outcome == LimitOutcome.Granted, refusal);
    }

    /// <summary>Asks for a larger share. Null once what the call may take is held.</summary>
    private async ValueTask<LimitRefusal?> AskAsync(Call call, LimitSet limits, LimitDemand demand, LimitRefusal refusal)
    {
        for (var tries = 0; await gate.AskAsync(refusal.Limit, refusal.Wanted, tries, call.Http.RequestAborted); tries++)
        {
            var outcome = Reserve(call, limits, demand, out refusal);
            if (outcome == LimitOutcome.Granted) return null;
            if (outcome == LimitOutcome.Refused) break;
        }
        return refusal;
    }

    private CallError Refuse(Call call, in LimitRefusal refusal)
    {
        gate.Refused(refusal.Limit);
        return LimitErrors.Refuse(call, refusal);
    }

    private LimitOutcome Reserve(Call call, LimitSet limits, in LimitDemand demand, out LimitRefusal refusal)
    {
        var outcome = gate.Reserve(limits, demand, ref call.Reservation, out var glance, out refusal);
        call.Glance = glance;
        return outcome;
    }
}
