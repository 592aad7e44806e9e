using System.Globalization;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Knows the calls of one answer and which of them a delta belongs to. OpenAI numbers the calls and gives id and name once, with the first
/// delta. Others leave the number out or give 0 to all (R54), leave out ids, repeat id and name with every delta, or give every delta an id
/// of its own.
/// </summary>
/// <param name="blocks">Where the calls go.</param>
/// <param name="idSeed">Makes the ids of calls that have none unlike those of other answers.</param>
internal sealed class ChatAnswerCalls(ChatAnswerBlocks blocks, string idSeed)
{
    private readonly Dictionary<long, ChatAnswerBlock> _byIndex = [];
    private readonly Dictionary<string, ChatAnswerBlock> _byId = new(StringComparer.Ordinal);
    private ChatAnswerBlock? _last;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a delta.</summary>
    /// <param name="delta">The delta.</param>
    /// <param name="isWhole">Whether it is a whole call.</param>
    /// <param name="sink">Who is told.</param>
    /// <returns>False when the call it belongs to is over.</returns>
    public bool Add(in ChatCallDelta delta, bool isWhole, IAnswerSink sink)
    {
        var call = isWhole ? null : Find(delta);
        if (call is null)
        {
            call = Begin(delta);
            blocks.Add(call, sink);
        }

        call.Name ??= delta.Name;
        return blocks.AppendTo(call, delta.Arguments, sink);
    }

    private ChatAnswerBlock? Find(in ChatCallDelta delta)
    {
        if (delta.Id is { } id && _byId.TryGetValue(id, out var known))
            return known;
        known = delta.Index is { } index ? _byIndex.GetValueOrDefault(index) : _last;
        if (known is null || delta.Name is null)
            return known;
        // A name comes with a call's beginning, or is repeated. A new id beside it tells the beginning; without ids, that the call before is whole.
        var begins = delta.Id is not null || known.Name is not null && known.IsWhole && (delta.Arguments.Length > 0 || delta.Name != known.Name);
        return begins ? null : known;
    }

    private ChatAnswerBlock Begin(in ChatCallDelta delta)
    {
        var id = delta.Id ?? string.Create(CultureInfo.InvariantCulture, $"call_{idSeed}_{Count}");
        _last = new ChatAnswerBlock(delta.IsCustom ? BlockKind.CustomToolCall : BlockKind.ToolCall) { CallId = id, Name = delta.Name };
        Count++;
        _byId[id] = _last;
        if (delta.Index is { } index)
            _byIndex[index] = _last;
        return _last;
    }
}
