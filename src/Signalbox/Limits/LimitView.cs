using Signalbox.Core.Limits;

namespace Signalbox.Limits;

/// <summary>All limits that judge calls of a key, or of all keys at a level, and how they stand.</summary>
/// <param name="Sharing">alone, leased (through Redis, by need) or equal (equal parts).</param>
/// <param name="Instances">How many instances share.</param>
/// <param name="Exempt">Whether calls are counted and never refused.</param>
/// <param name="Limits">The limits, outermost level first.</param>
/// <param name="Verdict">What would become of a call now; null unless it was asked with a target.</param>
internal sealed record LimitsView(string Sharing, int Instances, bool Exempt, IReadOnlyList<LimitView> Limits, LimitVerdict? Verdict = null);

/// <summary>A limit and how it stands.</summary>
/// <param name="Limit">What it is called, such as requests-per-minute.</param>
/// <param name="Level">organization, team, project, user or key.</param>
/// <param name="ScopeId">Where it is written.</param>
/// <param name="Scope">The name of that.</param>
/// <param name="Asset">The target it is for; null for all.</param>
/// <param name="Unit">requests, tokens, calls or micro_usd.</param>
/// <param name="Amount">How much there may be.</param>
/// <param name="Taken">How much was taken in the window.</param>
/// <param name="Reserved">How much this instance holds for calls under way, beside that.</param>
/// <param name="Remaining">How much is left.</param>
/// <param name="Hard">Whether calls beyond it are refused.</param>
/// <param name="Exact">Whether each call of it asks the shared count.</param>
/// <param name="Thresholds">Per cent of the amount that are told when they are reached; empty when none are.</param>
/// <param name="RaisedUntil">When the raise that the amount holds now ends; null when it holds none.</param>
/// <param name="TimeZone">Whose days, weeks and months it goes by; null for limits without a calendar.</param>
/// <param name="WindowStartedAt">When the calendar window began; null for limits without one.</param>
/// <param name="ResetsAt">When all of it is free again; null when nothing is taken.</param>
/// <param name="Share">How much this instance may have taken; null when it is alone.</param>
/// <param name="OvershootBound">By how much all instances together may go beyond it at most, estimates apart.</param>
/// <param name="CutOffBound">With Redis, by how much this instance would go beyond it at most if it alone lost Redis; else 0.</param>
internal sealed record LimitView(
    string Limit, string Level, string ScopeId, string Scope, string? Asset, string Unit, long Amount, long Taken, long Reserved, long Remaining, bool Hard,
    bool Exact, IReadOnlyList<int> Thresholds, DateTimeOffset? RaisedUntil, string? TimeZone, DateTimeOffset? WindowStartedAt, DateTimeOffset? ResetsAt, long? Share, long OvershootBound, long CutOffBound)
{
    /// <summary>From how it stands.</summary>
    /// <param name="standing">How it stands.</param>
    /// <param name="sharing">How instances share.</param>
    /// <param name="now">The time.</param>
    public static LimitView Of(LimitStanding standing, LimitSharing sharing, DateTimeOffset now) => new(
        standing.Limit.Name, LimitCounts.Level(standing.Limit), standing.Limit.ScopeId, standing.Limit.ScopeName, standing.Limit.Rule.Asset, UnitOf(standing.Limit.Rule.Measure),
        standing.Amount, standing.Taken, standing.Reserved, standing.Remaining, standing.Limit.Rule.Hard,
        standing.Limit.Rule.Exact, standing.Limit.Rule.Thresholds, standing.Amount > standing.Limit.Rule.Amount ? DateTimeOffset.FromUnixTimeMilliseconds(standing.Limit.Rule.RaiseUntil) : null,
        standing.Limit.Rule.IsCalendar ? standing.Limit.Rule.TimeZone : null,
        standing.WindowStart > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(standing.WindowStart) : null,
        standing.ResetMs > 0 ? now.AddMilliseconds(standing.ResetMs) : null, standing.Share, Overshoot(standing, sharing), standing.CutOff);

    /// <summary>docs/operate/limits.md derives it.</summary>
    private static long Overshoot(LimitStanding standing, LimitSharing sharing) =>
        sharing.Mode == SharingMode.Equal && standing.Limit.Rule.IsCalendar ? standing.Remaining * (sharing.Instances - 1) / sharing.Instances : 0;

    private static string UnitOf(LimitMeasure measure) => measure switch
    {
        LimitMeasure.Requests => "requests",
        LimitMeasure.Tokens => "tokens",
        LimitMeasure.Cost => "micro_usd",
        _ => "calls",
    };
}
