using System.Globalization;
using System.Text;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.OpenAIChat;

/// <summary>Writes down what a sink is told, a block to a line, and fails when the order is not the contract's.</summary>
internal sealed class ToldAnswer : IAnswerSink
{
    private readonly StringBuilder _block = new();
    private bool _begun;
    private bool _open;
    private bool _finished;

    public List<string> Lines { get; } = [];

    /// <summary>How often something was appended.</summary>
    public int Deltas { get; private set; }

    public AnswerEnd End { get; private set; }

    public void Begin(in AnswerStart start)
    {
        _begun.ShouldBeFalse("It began twice.");
        _begun = true;
        Lines.Add($"begin {start.Id} {start.Model}");
    }

    public void OpenBlock(in BlockStart block)
    {
        (_begun && !_open && !_finished).ShouldBeTrue("A block opened out of turn.");
        _open = true;
        _block.Append(block.Kind);
        if (block.Kind is BlockKind.ToolCall or BlockKind.CustomToolCall)
            _block.Append(CultureInfo.InvariantCulture, $" {block.CallId} {block.Name}");
        _block.Append(": ");
    }

    public void Append(string delta)
    {
        _open.ShouldBeTrue("Something was appended to no block.");
        delta.ShouldNotBeEmpty();
        Deltas++;
        _block.Append(delta);
    }

    public void Sign(string signature)
    {
        _open.ShouldBeTrue("No block to sign.");
        _block.Append(CultureInfo.InvariantCulture, $" <{signature}>");
    }

    public void CloseBlock()
    {
        _open.ShouldBeTrue("No block to close.");
        _open = false;
        Lines.Add(_block.ToString());
        _block.Clear();
    }

    public void Finish(in AnswerEnd end)
    {
        (_begun && !_open && !_finished).ShouldBeTrue("It ended out of turn.");
        _finished = true;
        End = end;
        var usage = end.Usage is { } counts ? string.Create(CultureInfo.InvariantCulture, $" in={counts.Input} out={counts.Output}") : "";
        Lines.Add($"end {end.Reason}{(end.StopSequence is null ? "" : $" '{end.StopSequence}'")}{usage}");
    }

    public override string ToString() => string.Join('\n', Lines);
}
