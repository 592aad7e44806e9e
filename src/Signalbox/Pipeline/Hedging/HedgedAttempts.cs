using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Metering;
using Signalbox.Usage;
using Signalbox.Usage.Journal;
using Signalbox.Wire;

namespace Signalbox.Pipeline.Hedging;

/// <summary>
/// The first attempt of a call whose group wants it hedged: when it has nothing for the caller after a while, the next healthy member in order is asked too.
/// The second attempt has a call of its own, a twin, which takes the place of the first when it wins.
/// </summary>
internal sealed partial class HedgedAttempts(
    AttemptHealth attempts, HedgeChoice choice, UpstreamPool pool, UsageJournal journal, CallEnding ending, HedgeCounts counts, TimeProvider time, ILogger<HedgedAttempts> logger)
{
    /// <summary>Runs it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="order">Who may be asked, in order. Who is asked second is put behind the first.</param>
    /// <param name="place">Where the first stands.</param>
    /// <returns>Why there is no answer, as the first says it, or null when there is one; and whether the second was asked, and failed too.</returns>
    public async Task<(AttemptFailure? Failure, bool BothFailed)> RunAsync(Call call, RouteDeployment[] order, int place)
    {
        var target = call.Target!;
        target.HedgeShare?.Earn(target.Hedge!.MaxPercent);
        using var race = new HedgeRace(call, TimeSpan.FromMilliseconds(target.Hedge!.AfterMs), time);
        try
        {
            var one = RunLaneAsync(race, HedgeRace.First, call, order[place]);
            if (!await race.IsDueAsync() || await BeginAsync(race, call, order, place) is not { } twin) return (await one, false);
            using (twin) return await RaceAsync(race, call, twin, one, order[place], order[place + 1]);
        }
        finally
        {
            await race.LeaveAsync();
        }
    }

    private async Task<(AttemptFailure? Failure, bool BothFailed)> RaceAsync(
        HedgeRace race, Call call, Call twin, Task<AttemptFailure?> one, RouteDeployment first, RouteDeployment second)
    {
        // The other's part is told in the winner's record, before that is written.
        race.Won = winner =>
        {
            if (winner == HedgeRace.First)
            {
                NoteOther(call, twin, second, race.Failure(HedgeRace.Second));
                // A stream may last for an hour, and what the second was sent is a copy.
                twin.ReleaseBody();
            }
            else
            {
                NoteOther(twin, call, first, race.Failure(HedgeRace.First));
                twin.TakeOver(call);
            }
        };
        var two = RunLaneAsync(race, HedgeRace.Second, twin, second);
        Task both = Task.WhenAll(one, two);
        await both.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var winner = race.Winner;
        var endedByFirst = winner == HedgeRace.First && race.Failure(HedgeRace.First) is not null;
        counts.Ended(endedByFirst ? null : winner, call.Http.RequestAborted.IsCancellationRequested);
        if (winner is not null) Remember(race.Failure(HedgeRace.First), first);
        Remember(race.Failure(HedgeRace.Second), second);
        if ((winner == HedgeRace.Second ? one : two).Exception?.InnerException is { } fault) Log.Fault(logger, fault, call.RequestId);
        if (winner == HedgeRace.Second)
        {
            try
            {
                return (await two, false);
            }
            finally
            {
                call.TakeBack(twin);
            }
        }
        if (winner is null || endedByFirst) NoteOther(call, twin, second, race.Failure(HedgeRace.Second));
        var failure = await one;
        // Nobody is there to be told of it, or to be answered by another attempt.
        if (winner is null) call.Http.RequestAborted.ThrowIfCancellationRequested();
        return (failure, winner is null);
    }

    private async Task<AttemptFailure?> RunLaneAsync(HedgeRace race, int lane, Call call, RouteDeployment deployment)
    {
        AttemptFailure? failure = null;
        try
        {
            return failure = await attempts.RunAsync(call, deployment, pool.Get(deployment.Provider));
        }
        finally
        {
            await race.EndedAsync(lane, failure);
        }
    }

    /// <summary>Readies the second attempt; null when there is to be none. A fault in that leaves the first alone, which is under way.</summary>
    private async Task<Call?> BeginAsync(HedgeRace race, Call call, RouteDeployment[] order, int place)
    {
        try
        {
            return Begin(race, call, order, place);
        }
        catch (Exception fault)
        {
            Log.Fault(logger, fault, call.RequestId);
            // If it was announced by then, the first would wait for its end.
            await race.EndedAsync(HedgeRace.Second, null);
            return null;
        }
    }

    /// <summary>Readies the second attempt; null when there is nobody to ask, the share is used up, or the first needs none any more.</summary>
    private Call? Begin(HedgeRace race, Call call, RouteDeployment[] order, int place)
    {
        if (choice.Second(call, order, place) is not { } next)
        {
            counts.NoMember();
            return null;
        }
        if (call.Target!.HedgeShare?.TrySpend() != true)
        {
            counts.OverShare();
            return null;
        }
        if (race.Twin(time.GetTimestamp()) is not { } twin) return null;
        var hasBegun = false;
        try
        {
            var second = order[next];
            hasBegun = attempts.TryEnter(twin, second, isForced: false) && TryBegin(race, call, twin, second);
            if (!hasBegun) return null;
            (order[next], order[place + 1]) = (order[place + 1], second);
            return twin;
        }
        finally
        {
            if (!hasBegun)
            {
                attempts.GiveUp(twin);
                twin.Dispose();
            }
        }
    }

    private bool TryBegin(HedgeRace race, Call call, Call twin, RouteDeployment second)
    {
        var upstream = pool.Get(second.Provider);
        var first = call.Record.Deployment!;
        UpstreamSending.Name(twin, second);
        twin.Record.ProviderSystem = upstream.SystemName;
        twin.RouteReason = RouteReasons.Hedged;
        twin.Record.Attempts++;
        if (!race.TryBegin(twin)) return false;
        // It is a call of that provider like any other. What bounds it is the group's share, not the provider's retries.
        upstream.Retries.Earn();
        // A kill finds two calls under way, and not one.
        ending.NoteAttempt(twin, new CallAttempt(first, null, CallAttempt.UnderWay, 0), call.AttemptTicks);
        journal.TryNote(JournalEntryKind.Progress, twin.Record);
        twin.Record.AttemptDetails = [];
        return true;
    }

    /// <summary>Notes in the record of the one that answers, or that the caller is told of, how the other has ended.</summary>
    private void NoteOther(Call served, Call other, RouteDeployment deployment, AttemptFailure? failure)
    {
        var attempt = new CallAttempt(deployment.Name, failure?.UpstreamStatus, failure?.Code, 0);
        if (failure is null)
        {
            // What the provider will bill for it: the prompt at least.
            if (other.Record.CostMicros is null) CallEnding.SetUsage(other, deployment, new TokenUsage { Input = PromptTokens.BySize(other), Output = 0 }, isEstimate: true);
            var record = other.Record;
            attempt = attempt with
            {
                Error = other.HasLost ? CallAttempt.HedgeLost : other.Http.RequestAborted.IsCancellationRequested ? DisconnectCodes.Left : "internal-error",
                TokensInput = record.TokensInput, TokensOutput = record.TokensOutput, CostMicros = record.CostMicros,
            };
            counts.Lost(record.CostMicros ?? 0);
        }
        ending.NoteAttempt(served, attempt, other.AttemptTicks);
    }

    private void Remember(AttemptFailure? failure, RouteDeployment deployment)
    {
        if (failure is { RejectsStreamUsage: true }) pool.Get(deployment.Provider).RememberRejectedStreamUsage();
    }

    private static partial class Log
    {
        [LoggerMessage(520, LogLevel.Error, "One of two attempts at the call {RequestId} failed inside the gateway")]
        public static partial void Fault(ILogger logger, Exception failure, string requestId);
    }
}
