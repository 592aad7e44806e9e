using System.Globalization;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// An item of an upstream's output (https://platform.openai.com/docs/api-reference/responses/object#responses/object-output) as it comes in. Each part of a
/// message is a block; thoughts are one block, however many parts their summary has; a call is one.
/// </summary>
internal sealed class ResponsesToldItem
{
    private const string ThoughtBreak = "\n\n";

    private readonly List<ResponsesToldPart> _parts = [];

    // The parts of the thoughts that came, the latest last.
    private readonly List<string> _thoughtPlaces = [];
    private BlockKind? _kind;
    private string? _callId;
    private string? _name;
    private string? _signature;
    private string? _thoughtSource;
    private int _at;
    private bool _isOpen;

    /// <summary>Whether all of it came.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whether it is of a kind that is passed over: a tool of the provider's own, or one that is newer than this gateway.</summary>
    public bool IsPassedOver { get; private set; }

    /// <summary>Whether anything of it came that a reader would see or act on.</summary>
    public bool HasContent => _signature is not null || _parts.Exists(part => part.HasText);

    /// <summary>Whether the model declines in it.</summary>
    public bool HasRefusal => _parts.Exists(part => part.Kind == BlockKind.Refusal);

    /// <summary>Takes what an item says of itself when it is announced, or all of it when it is done.</summary>
    /// <returns>False when it is no item.</returns>
    public bool Describe(JsonElement item, bool isDone)
    {
        if (item.TextOf("type") is not { } type)
            return false;
        IsDone |= isDone;
        switch (type)
        {
            case "message":
                return TakeMessage(item);
            case "reasoning":
                return TakeThoughts(item, isDone);
            case "function_call":
                return TakeCall(item, BlockKind.ToolCall, "arguments");
            case "custom_tool_call":
                return TakeCall(item, BlockKind.CustomToolCall, "input");
            default:
                IsPassedOver = true;
                return true;
        }
    }

    /// <summary>Adds a piece of text, or all of the text where no piece of it came.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="place">The part it belongs to.</param>
    /// <param name="text">The text.</param>
    /// <param name="isWhole">Whether it is all of the part's text.</param>
    /// <returns>False when the item does not hold such.</returns>
    public bool Add(BlockKind kind, string place, string text, bool isWhole)
    {
        if (!Is(kind))
            return false;
        if (text.Length == 0)
            return true;
        if (kind == BlockKind.Reasoning)
            return AddThought(place, text, isWhole);
        var part = _parts.FindLast(known => known.Kind == kind && known.Place == place);
        if (part is null || _parts.IndexOf(part) < _at)
        {
            // What is closed already was told from its pieces.
            if (part is not null && isWhole)
                return true;
            _parts.Add(part = new ResponsesToldPart(kind, place));
        }

        if (!isWhole || !part.HasText)
            part.Add(text);
        return true;
    }

    /// <summary>Tells what came since the last time.</summary>
    public void Tell(IAnswerSink sink)
    {
        for (; _at < _parts.Count; _at++)
        {
            // A call cannot be told without its id and its tool's name.
            if (!_isOpen && _parts[_at].Kind is BlockKind.ToolCall or BlockKind.CustomToolCall && !IsNamed)
                return;
            Open(_parts[_at], sink);
            _parts[_at].Tell(sink);
            if (_at == _parts.Count - 1)
                return;
            Close(sink);
        }
    }

    /// <summary>Tells the rest, and its end.</summary>
    public void End(IAnswerSink sink)
    {
        IsDone = true;
        if (_parts.Count == 0 && _signature is not null)
            _parts.Add(new ResponsesToldPart(BlockKind.Reasoning, ""));
        Tell(sink);
        if (!_isOpen)
            return;
        if (_signature is not null)
            sink.Sign(_signature);
        Close(sink);
        _at++;
    }

    /// <summary>The name of a part's place.</summary>
    public static string PlaceOf(string name, long index) => string.Create(CultureInfo.InvariantCulture, $"{name}.{index}");

    private bool IsNamed => BlockStart.IsCall(_callId, _name);

    private bool Is(BlockKind kind)
    {
        var item = kind == BlockKind.Refusal ? BlockKind.Text : kind;
        _kind ??= item;
        return _kind == item;
    }

    private bool TakeMessage(JsonElement item)
    {
        if (!Is(BlockKind.Text))
            return false;
        if (!item.TryGet("content", out var content) || content.ValueKind != JsonValueKind.Array)
            return true;
        var index = 0;
        foreach (var part in content.EnumerateArray())
        {
            var place = PlaceOf("content_index", index++);
            if (part.TextOf("type") == "refusal")
                Add(BlockKind.Refusal, place, part.TextOf("refusal") ?? "", isWhole: true);
            else if (part.TextOf("type") is "output_text" or "text")
                Add(BlockKind.Text, place, part.TextOf("text") ?? "", isWhole: true);
        }

        return true;
    }

    private bool TakeThoughts(JsonElement item, bool isDone)
    {
        if (!Is(BlockKind.Reasoning))
            return false;
        // What is announced is encrypted only in part.
        if (!isDone)
            return true;
        if (_parts.Count == 0)
        {
            AddAll(item, "content", "content_index");
            if (_parts.Count == 0)
                AddAll(item, "summary", "summary_index");
        }

        if (item.TextOf("encrypted_content") is { Length: > 0 } proof && item.TextOf("id") is { Length: > 0 } id)
            _signature = new ResponsesProof(id, proof).ToSignature();
        return true;
    }

    private void AddAll(JsonElement item, string name, string placeName)
    {
        if (!item.TryGet(name, out var list) || list.ValueKind != JsonValueKind.Array)
            return;
        var index = 0;
        foreach (var part in list.EnumerateArray())
            AddThought(PlaceOf(placeName, index++), part.TextOf("text") ?? "", isWhole: false);
    }

    private bool TakeCall(JsonElement item, BlockKind kind, string member)
    {
        if (!Is(kind))
            return false;
        _callId = item.TextOf("call_id") ?? _callId;
        _name = item.TextOf("name") ?? _name;
        if (IsDone && !IsNamed)
            return false;
        if (_parts.Count == 0)
            _parts.Add(new ResponsesToldPart(kind, ""));
        if (!item.TryGet(member, out var input))
            return true;
        return Add(kind, "", input.ValueKind == JsonValueKind.String ? input.Text() : input.Compact(), isWhole: true);
    }

    /// <summary>A model that shows its thoughts may give a summary as well, which says nothing new: what comes first counts.</summary>
    private bool AddThought(string place, string text, bool isWhole)
    {
        var source = place[..place.IndexOf('.', StringComparison.Ordinal)];
        _thoughtSource ??= source;
        if (text.Length == 0 || source != _thoughtSource || (isWhole && _thoughtPlaces.Contains(place)))
            return true;
        if (_parts.Count == 0)
            _parts.Add(new ResponsesToldPart(BlockKind.Reasoning, ""));
        _parts[^1].Add(_thoughtPlaces is [] || _thoughtPlaces[^1] == place ? text : ThoughtBreak + text);
        _thoughtPlaces.Remove(place);
        _thoughtPlaces.Add(place);
        return true;
    }

    private void Open(ResponsesToldPart part, IAnswerSink sink)
    {
        if (_isOpen)
            return;
        _isOpen = true;
        var isCall = part.Kind is BlockKind.ToolCall or BlockKind.CustomToolCall;
        sink.OpenBlock(isCall ? new BlockStart(part.Kind, _callId, _name) : new BlockStart(part.Kind));
    }

    private void Close(IAnswerSink sink)
    {
        sink.CloseBlock();
        _isOpen = false;
    }
}
