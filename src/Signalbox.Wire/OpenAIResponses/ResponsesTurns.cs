using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Puts items together to turns: what the model did in a row is one turn, and the results of its calls are one turn right after it, wherever they
/// stand in the list: clients put messages between a call and its result, which other APIs refuse.
/// </summary>
internal sealed class ResponsesTurns
{
    private readonly List<Said> _said = [];
    private readonly Dictionary<string, Said> _calls = new(StringComparer.Ordinal);

    /// <summary>Whether anything but instructions was said.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether the model spoke last, and called no tool.</summary>
    public bool EndsWithAnswer => _said is [.., { Turn.Role: TurnRole.Assistant, Results: null } last] && !last.Turn.Parts.Exists(part => part is ToolCallPart);

    /// <summary>Adds a message; one without content says nothing.</summary>
    public void Add(TurnRole role, List<ContentPart> parts)
    {
        if (role == TurnRole.Assistant)
        {
            foreach (var part in parts)
                AddAnswer(part);
            return;
        }

        if (parts.Count == 0)
            return;
        HasBegun |= role == TurnRole.User;
        _said.Add(new Said(new Turn(role, parts)));
    }

    /// <summary>Adds a piece of what the model did.</summary>
    public void AddAnswer(ContentPart part)
    {
        HasBegun = true;
        if (_said is not [.., { Turn.Role: TurnRole.Assistant, Results: null } open])
            _said.Add(open = new Said(new Turn(TurnRole.Assistant, [])));
        open.Turn.Parts.Add(part);
        if (part is ToolCallPart call)
            _calls[call.Id] = open;
    }

    /// <summary>Adds the result of a call.</summary>
    /// <returns>False when there was no such call.</returns>
    public bool TryAddResult(ToolResultPart result)
    {
        if (!_calls.TryGetValue(result.CallId, out var caller))
            return false;
        (caller.Results ??= new Turn(TurnRole.Tool, [])).Parts.Add(result);
        return true;
    }

    /// <summary>Moves the turns into the request.</summary>
    public void MoveTo(List<Turn> turns)
    {
        foreach (var said in _said)
        {
            turns.Add(said.Turn);
            if (said.Results is { } results)
                turns.Add(results);
        }
    }

    private sealed class Said(Turn turn)
    {
        public Turn Turn => turn;

        public Turn? Results { get; set; }
    }
}
