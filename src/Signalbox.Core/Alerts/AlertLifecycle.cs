namespace Signalbox.Core.Alerts;

/// <summary>
/// The life of an alert:
/// <code>
///            holds                 holds for long enough             does not hold for long enough
/// nothing ---------> pending --------------------------> firing -----------------------------------> resolved
///    ^                  | does not hold                    |  ^
///    +------------------+                                  +--+ worse by a level, or time to repeat
/// </code>
/// Pure: it is given what was read and what time it is. Who evaluates twice with the same reading and time gets the same answer twice.
/// </summary>
public static class AlertLifecycle
{
    /// <summary>Moves an alert on.</summary>
    /// <param name="current">The open episode; null when there is none.</param>
    /// <param name="isBreached">Whether the condition holds; null when too little is known.</param>
    /// <param name="level">How bad it is.</param>
    /// <param name="policy">How patient the rule is.</param>
    /// <param name="hush">What keeps it from telling.</param>
    /// <param name="now">Unix milliseconds. A clock that went back counts as one that stands still.</param>
    /// <returns>The episode from now on, null when there is none any more, and what it has to tell.</returns>
    public static AlertStep Advance(AlertEpisode? current, bool? isBreached, int level, AlertPolicy policy, AlertHush hush, long now)
    {
        if (current is null)
            return isBreached == true
                ? Tell(Begin(level, policy, now), policy, hush, now)
                : new(null, AlertNews.None);

        now = Math.Max(now, current.KnownAt);
        return isBreached switch
        {
            true => Holds(current, level, policy, hush, now),
            false => Clears(current with { KnownAt = now }, policy, now),
            // Nothing known for too long is nothing to be alarmed by: what it was about may be gone.
            null when now - current.KnownAt >= policy.HoldMs => End(current, now),
            null => Tell(current, policy, hush, now),
        };
    }

    private static AlertEpisode Begin(int level, AlertPolicy policy, long now) => policy.ForMs == 0
        ? new() { State = AlertState.Firing, StartedAt = now, FiredAt = now, KnownAt = now, Level = level }
        : new() { State = AlertState.Pending, StartedAt = now, KnownAt = now, Level = level };

    private static AlertStep Holds(AlertEpisode current, int level, AlertPolicy policy, AlertHush hush, long now)
    {
        var next = current with { KnownAt = now, ClearSince = null, Level = Math.Max(current.Level, level) };
        if (next.State == AlertState.Pending && now - next.StartedAt >= policy.ForMs) next = next with { State = AlertState.Firing, FiredAt = now };
        return Tell(next, policy, hush, now);
    }

    private static AlertStep Clears(AlertEpisode current, AlertPolicy policy, long now)
    {
        if (current.State == AlertState.Pending) return new(null, AlertNews.None);
        var since = current.ClearSince ?? now;
        return now - since >= policy.ResolveAfterMs ? End(current, now) : new(current with { ClearSince = since }, AlertNews.None);
    }

    private static AlertStep End(AlertEpisode current, long now)
    {
        if (current.State == AlertState.Pending) return new(null, AlertNews.None);
        var ended = current with { State = AlertState.Resolved, ResolvedAt = now };
        // Who heard nothing of it need not hear that it is over.
        return current.ToldAt is null ? new(ended, AlertNews.None) : Told(ended, AlertNews.Resolved, now);
    }

    private static AlertStep Tell(AlertEpisode episode, AlertPolicy policy, AlertHush hush, long now)
    {
        if (episode.State != AlertState.Firing || hush == AlertHush.Silenced) return new(episode, AlertNews.None);
        if (episode.ToldAt is not { } told) return Told(episode, AlertNews.Firing, now);
        if (episode.Level > episode.ToldLevel) return Told(episode, AlertNews.Escalated, now);
        return policy.RepeatMs > 0 && hush != AlertHush.Acknowledged && episode.ClearSince is null && now - told >= policy.RepeatMs
            ? Told(episode, AlertNews.Repeated, now)
            : new(episode, AlertNews.None);
    }

    private static AlertStep Told(AlertEpisode episode, AlertNews news, long now) =>
        new(episode with { ToldAt = now, ToldLevel = episode.Level, Messages = episode.Messages + 1 }, news);
}
