using System.Text;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>A part of an item as it comes in: what came since it was told last is kept until it is its turn.</summary>
/// <param name="kind">What it is.</param>
/// <param name="place">Its place in the item.</param>
internal sealed class ResponsesToldPart(BlockKind kind, string place)
{
    private readonly StringBuilder _untold = new();

    /// <summary>What it is.</summary>
    public BlockKind Kind => kind;

    /// <summary>Its place in the item.</summary>
    public string Place => place;

    /// <summary>Whether any text came.</summary>
    public bool HasText { get; private set; }

    /// <summary>Adds text.</summary>
    public void Add(string text)
    {
        HasText |= text.Length > 0;
        _untold.Append(text);
    }

    /// <summary>Tells what was not told yet.</summary>
    public void Tell(IAnswerSink sink)
    {
        if (_untold.Length == 0)
            return;
        sink.Append(_untold.ToString());
        _untold.Clear();
    }
}
