using Signalbox.Wire.Conversation;

namespace Wire.Tests.Schemas;

/// <summary>An answer as the list of what a sink is told, to be told again, whole or up to a point.</summary>
internal sealed class AnswerScript : IAnswerSink
{
    private readonly List<Action<IAnswerSink>> _steps = [];

    /// <summary>How many calls there are.</summary>
    public int Length => _steps.Count;

    /// <summary>Whether the answer came to its end.</summary>
    public bool IsWhole { get; private set; }

    public void Begin(in AnswerStart start)
    {
        var told = start;
        _steps.Add(sink => sink.Begin(told));
    }

    public void OpenBlock(in BlockStart block)
    {
        var told = block;
        _steps.Add(sink => sink.OpenBlock(told));
    }

    public void Append(string delta) => _steps.Add(sink => sink.Append(delta));

    public void Sign(string signature) => _steps.Add(sink => sink.Sign(signature));

    public void CloseBlock() => _steps.Add(sink => sink.CloseBlock());

    public void Finish(in AnswerEnd end)
    {
        var told = end;
        IsWhole = true;
        _steps.Add(sink => sink.Finish(told));
    }

    /// <summary>Tells the first calls of it.</summary>
    /// <param name="sink">Who is told.</param>
    /// <param name="calls">How many calls; null for all.</param>
    /// <param name="afterEach">Done after each call.</param>
    public void TellTo(IAnswerSink sink, int? calls = null, Action? afterEach = null)
    {
        foreach (var step in _steps.Take(calls ?? _steps.Count))
        {
            step(sink);
            afterEach?.Invoke();
        }
    }
}
