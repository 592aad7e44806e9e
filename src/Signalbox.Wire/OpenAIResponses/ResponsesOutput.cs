using System.Text;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Makes the items of a response from the blocks of an answer, one from each, for the document and the stream alike. A block without content makes none,
/// so that output indices are dense (R54).
/// </summary>
internal sealed class ResponsesOutput(ResponsesAnswerContext context)
{
    private readonly List<ResponsesItem> _items = [];
    private readonly StringBuilder _text = new();
    private readonly WholeCharacters _characters = new();
    private string? _signature;
    private bool _isRedacted;
    private bool _isLastEmpty = true;

    /// <summary>The items that are complete.</summary>
    public IReadOnlyList<ResponsesItem> Items => _items;

    /// <summary>The open item, still without content, or the one that was closed last.</summary>
    public ResponsesItem Current { get; private set; } = new(BlockKind.Text, "");

    /// <summary>The place of that item.</summary>
    public int Index { get; private set; }

    /// <summary>A block begins.</summary>
    public void Open(in BlockStart block)
    {
        Index = _items.Count;
        _text.Clear();
        _characters.Reset();
        _signature = null;
        _isRedacted = block.Kind == BlockKind.RedactedReasoning;
        Current = block.Kind switch
        {
            BlockKind.Reasoning or BlockKind.RedactedReasoning => new ResponsesItem(BlockKind.Reasoning, IdOf("rs")),
            BlockKind.CustomToolCall => Call(block, BlockKind.CustomToolCall, "ctc"),
            BlockKind.ToolCall => Call(block, BlockKind.ToolCall, "fc"),
            _ => new ResponsesItem(block.Kind, IdOf("msg")),
        };
    }

    /// <summary>More of the open block.</summary>
    /// <returns>What can be told of it now; may be empty.</returns>
    public string Append(string delta)
    {
        if (_isRedacted)
            return "";
        var whole = _characters.Next(delta);
        _text.Append(whole);
        return whole;
    }

    /// <summary>More of the proof for the open block.</summary>
    public void Sign(string signature) => _signature += signature;

    /// <summary>The open block ends.</summary>
    /// <param name="rest">What was not told of its content yet.</param>
    /// <returns>The item; null when the block came to nothing.</returns>
    public ResponsesItem? Close(out string rest)
    {
        rest = Rest();
        var text = _text.ToString();
        var isEmpty = text.Length == 0 && !Current.IsCall && (Current.Kind != BlockKind.Reasoning || string.IsNullOrEmpty(_signature));
        _isLastEmpty = isEmpty;
        if (isEmpty)
            return null;
        Current = Current with { Text = text };
        if (Current.Kind == BlockKind.Reasoning && !string.IsNullOrEmpty(_signature))
            Current = Current with { EncryptedContent = ResponsesReasoning.Encrypt(_signature, _isRedacted) };
        _items.Add(Current);
        return Current;
    }

    /// <summary>The answer was cut off: the item that was closed last is not whole, unless what was cut came to no item.</summary>
    public void Cut()
    {
        if (!_isLastEmpty)
            _items[^1] = Current = Current with { IsCut = true };
    }

    private string Rest()
    {
        var rest = _characters.End();
        // Clients parse what they have gathered, and nothing is not JSON.
        if (Current.Kind == BlockKind.ToolCall && _text.Length == 0 && rest.Length == 0)
            rest = "{}";
        _text.Append(rest);
        return rest;
    }

    private ResponsesItem Call(in BlockStart block, BlockKind kind, string prefix)
    {
        var (space, name) = context.Names.Resolve(block.Name ?? "");
        return new ResponsesItem(kind, IdOf(prefix)) { CallId = block.CallId ?? IdOf("call"), Name = name, Namespace = space };
    }

    private string IdOf(string prefix) => context.IdOf(prefix, Index);
}
