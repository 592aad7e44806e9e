using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Puts the items of an upstream's output one after another as blocks. One item is told as it comes in; those that begin before it is done wait, and are
/// told in the order of their <c>output_index</c>.
/// </summary>
internal sealed class ResponsesBlockFeed
{
    private readonly SortedDictionary<long, ResponsesToldItem> _waiting = [];
    private readonly HashSet<long> _ended = [];
    private ResponsesToldItem? _live;
    private long _liveIndex;
    private long _latest;

    /// <summary>Whether anything of the answer's content came.</summary>
    public bool ContentSeen { get; private set; }

    /// <summary>Whether any item came.</summary>
    public bool HasItems => _live is not null || _waiting.Count > 0 || _ended.Count > 0;

    /// <summary>Whether the model calls tools.</summary>
    public bool HasCalls { get; private set; }

    /// <summary>Whether the model declined in so many words.</summary>
    public bool HasRefusal { get; private set; }

    /// <summary>Takes an item that is announced, or all of one.</summary>
    /// <returns>False when it is no item.</returns>
    public bool Take(long? index, JsonElement item, bool isDone, IAnswerSink sink)
    {
        if (item.TextOf("type") is not { } type)
            return false;
        if (ItemAt(index) is not { } known)
            return true;
        var isCall = type is "function_call" or "custom_tool_call";
        HasCalls |= isCall;
        ContentSeen |= isCall;
        if (!known.Describe(item, isDone))
            return false;
        if (known.IsPassedOver)
            sink.LeftOut(type);
        NoteContent(known);
        Advance(sink);
        return true;
    }

    /// <summary>Takes text.</summary>
    /// <returns>False when it has no place in its item.</returns>
    public bool Take(long? index, in ResponsesTextEvent carried, long part, string text, IAnswerSink sink)
    {
        if (ItemAt(index) is not { IsPassedOver: false } item)
            return true;
        HasCalls |= carried.Kind is BlockKind.ToolCall or BlockKind.CustomToolCall;
        var place = carried.PartName is { } name ? ResponsesToldItem.PlaceOf(name, part) : "";
        if (!item.Add(carried.Kind, place, text, carried.IsWhole))
            return false;
        NoteContent(item);
        Advance(sink);
        return true;
    }

    /// <summary>Tells what waits.</summary>
    public void Complete(IAnswerSink sink)
    {
        _live?.End(sink);
        foreach (var item in _waiting.Values)
            item.End(sink);
        _live = null;
        _waiting.Clear();
    }

    /// <summary>The item of that place, or of the latest where there is none; null when it has ended.</summary>
    private ResponsesToldItem? ItemAt(long? index)
    {
        var at = _latest = index ?? _latest;
        if (_live is not null && at == _liveIndex)
            return _live;
        if (_ended.Contains(at))
            return null;
        if (!_waiting.TryGetValue(at, out var item))
            _waiting.Add(at, item = new ResponsesToldItem());
        return item;
    }

    private void NoteContent(ResponsesToldItem item)
    {
        ContentSeen |= item.HasContent;
        HasRefusal |= item.HasRefusal;
    }

    private void Advance(IAnswerSink sink)
    {
        while (true)
        {
            if (_live is null)
            {
                if (_waiting.Count == 0)
                    return;
                (_liveIndex, _live) = _waiting.First();
                _waiting.Remove(_liveIndex);
            }

            _live.Tell(sink);
            if (!_live.IsDone && !_live.IsPassedOver)
                return;
            _live.End(sink);
            _live = null;
            _ended.Add(_liveIndex);
        }
    }
}
