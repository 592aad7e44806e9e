using Signalbox.Core.Snapshots;

namespace Signalbox.Pipeline.Shadowing;

/// <summary>A call that a candidate is to answer too, if the primary answers it well: what the candidate needs, taken before the call gives it back.</summary>
/// <param name="route">The group's shadow traffic.</param>
/// <param name="candidate">Who answers.</param>
/// <param name="body">The caller's body, of its own.</param>
/// <param name="release">Gives the place among those under way back; called once.</param>
internal sealed class ShadowRun(ShadowRoute route, ShadowCandidate candidate, byte[] body, Action release) : IDisposable
{
    private int _released;

    public ShadowRoute Route => route;

    public ShadowCandidate Candidate => candidate;

    public byte[] Body => body;

    /// <summary>What the caller got.</summary>
    public AnswerCapture Answer { get; } = new();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0) release();
    }
}
