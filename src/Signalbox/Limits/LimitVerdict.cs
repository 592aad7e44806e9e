using Signalbox.Core.Limits;

namespace Signalbox.Limits;

/// <summary>What would become of a call now, judged by the code that judges calls. Nothing is taken.</summary>
/// <param name="Outcome">admitted; refused; or depends: this instance would first ask the others for a larger share.</param>
/// <param name="Limit">The limit that stands against it; of several, the one that does so longest. Null when it is admitted.</param>
/// <param name="Level">The level that limit is written at.</param>
/// <param name="ScopeId">Where.</param>
/// <param name="Scope">The name of that.</param>
/// <param name="Wanted">How much of the limit the call may come to take.</param>
/// <param name="Remaining">How much is left.</param>
/// <param name="TooLarge">Whether no waiting helps, since the call wants more than there ever is.</param>
/// <param name="RetryAt">When enough is likely to be free; null when the call is admitted or too large.</param>
internal sealed record LimitVerdict(
    string Outcome, string? Limit, string? Level, string? ScopeId, string? Scope, long? Wanted, long? Remaining, bool TooLarge, DateTimeOffset? RetryAt)
{
    /// <summary>From what the counters say.</summary>
    public static LimitVerdict Of(LimitOutcome outcome, in LimitRefusal refusal, DateTimeOffset now) => outcome == LimitOutcome.Granted
        ? new("admitted", null, null, null, null, null, null, false, null)
        : new(
            outcome == LimitOutcome.Refused ? "refused" : "depends", refusal.Limit.Name, LimitCounts.Level(refusal.Limit), refusal.Limit.ScopeId, refusal.Limit.ScopeName, refusal.Wanted,
            refusal.Remaining, refusal.IsTooLarge, refusal.IsTooLarge || outcome != LimitOutcome.Refused ? null : now.AddMilliseconds(refusal.RetryAfterMs));
}
