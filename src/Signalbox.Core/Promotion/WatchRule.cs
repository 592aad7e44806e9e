namespace Signalbox.Core.Promotion;

/// <summary>When a new primary is taken back without anybody asking.</summary>
/// <param name="MinCalls">Calls at least before anything is judged.</param>
/// <param name="MaxFailures">Share of calls that it may not have served, 0 to 1.</param>
public sealed record WatchRule(int MinCalls, double MaxFailures)
{
    /// <summary>The share of calls that it did not serve, if that is too large beyond doubt: the favorable end of its interval is over the bound. Else null.</summary>
    /// <param name="calls">Calls since the promotion.</param>
    /// <param name="failures">Those that it failed, served by another or by nobody.</param>
    public Interval? Trips(int calls, int failures) =>
        calls >= MinCalls && Interval.Share(failures, calls) is { } share && share.Low > MaxFailures ? share : null;
}
