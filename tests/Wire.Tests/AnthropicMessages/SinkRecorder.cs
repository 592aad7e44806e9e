using Signalbox.Wire;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.AnthropicMessages;

/// <summary>Writes down what a sink is told, one line a call, and checks that the calls come in the order that the contract promises.</summary>
internal sealed class SinkRecorder : IAnswerSink
{
    private bool _begun;
    private bool _open;
    private bool _finished;

    public List<string> Calls { get; } = [];

    /// <summary>The calls with the pieces of each block joined.</summary>
    public List<string> Joined
    {
        get
        {
            var joined = new List<string>();
            foreach (var call in Calls)
            {
                if (call.StartsWith("+ ", StringComparison.Ordinal) && joined.Count > 0 && joined[^1].StartsWith("+ ", StringComparison.Ordinal))
                    joined[^1] += call[2..];
                else
                    joined.Add(call);
            }

            return joined;
        }
    }

    public void Begin(in AnswerStart start)
    {
        _begun.ShouldBeFalse();
        _begun = true;
        Calls.Add($"begin {start.Id} {start.Model} {Describe(start.Usage)}".TrimEnd());
    }

    public void OpenBlock(in BlockStart block)
    {
        (_begun, _open, _finished).ShouldBe((true, false, false));
        _open = true;
        Calls.Add($"open {block.Kind} {block.CallId} {block.Name} {block.Signature}".TrimEnd());
    }

    public void Append(string delta)
    {
        _open.ShouldBeTrue();
        delta.ShouldNotBeEmpty();
        Calls.Add("+ " + delta);
    }

    public void Sign(string signature)
    {
        _open.ShouldBeTrue();
        Calls.Add("sign " + signature);
    }

    public void CloseBlock()
    {
        _open.ShouldBeTrue();
        _open = false;
        Calls.Add("close");
    }

    public void Finish(in AnswerEnd end)
    {
        (_begun, _open, _finished).ShouldBe((true, false, false));
        _finished = true;
        Calls.Add($"finish {end.Reason} {end.StopSequence} {Describe(end.Usage)}".TrimEnd());
    }

    private static string Describe(TokenUsage? usage) =>
        usage is { } counts ? $"in={counts.Input} cached={counts.Cached} written={counts.CacheWrite} out={counts.Output}" : "";
}
