using System.Collections.Concurrent;
using Signalbox.Core.Routing.Policies;

namespace Signalbox.Policies.External;

/// <summary>Answers that serve further calls of the same kind for a while. Bounded; when it is full, what is over its time goes, then all of it.</summary>
/// <param name="keep">For how long; zero keeps nothing.</param>
/// <param name="time">The clock.</param>
internal sealed class AnswerCache(TimeSpan keep, TimeProvider time)
{
    private const int Most = 1024;

    private readonly ConcurrentDictionary<PolicyLikeness, (PolicyAnswer Answer, long At)> _answers = new();

    /// <summary>One that may still be used, or null.</summary>
    public PolicyAnswer? Find(in PolicyLikeness likeness) => _answers.TryGetValue(likeness, out var kept) && IsFresh(kept.At) ? kept.Answer : null;

    /// <summary>Keeps one.</summary>
    public void Keep(in PolicyLikeness likeness, in PolicyAnswer answer)
    {
        if (keep <= TimeSpan.Zero) return;
        if (_answers.Count >= Most) Prune();
        _answers[likeness] = (answer, time.GetTimestamp());
    }

    private void Prune()
    {
        foreach (var (likeness, kept) in _answers)
            if (!IsFresh(kept.At)) _answers.TryRemove(likeness, out _);
        if (_answers.Count >= Most) _answers.Clear();
    }

    private bool IsFresh(long at) => time.GetElapsedTime(at) < keep;
}
