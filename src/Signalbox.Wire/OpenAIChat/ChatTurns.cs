using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Puts turns into the order that the server takes, with what the model must be told in words at the end of its first instructions.</summary>
internal static class ChatTurns
{
    public static List<Turn> Arrange(ConversationRequest request, ChatServer server)
    {
        var turns = request.Turns;
        if (ChatInstructions.For(request, server) is { } words)
            turns = Instruct(turns, words);
        return server.FreeOrder ? turns : Alternate(turns);
    }

    private static List<Turn> Instruct(List<Turn> turns, string words)
    {
        var leading = turns.FindIndex(turn => !IsInstruction(turn));
        if (leading < 0)
            leading = turns.Count;
        if (leading == 0)
            return [new Turn(TurnRole.System, [new TextPart(words)]), .. turns];
        var last = turns[leading - 1];
        return [.. turns[..(leading - 1)], last with { Parts = [.. last.Parts, new TextPart(words)] }, .. turns[leading..]];
    }

    private static List<Turn> Alternate(List<Turn> turns)
    {
        var arranged = new List<Turn>();
        foreach (var turn in turns)
        {
            var begins = arranged.TrueForAll(IsInstruction);
            var next = IsInstruction(turn) && !begins ? new Turn(TurnRole.User, turn.Parts) : turn;
            if (next.Role == TurnRole.User && arranged.Count > 0 && arranged[^1].Role == TurnRole.User)
                arranged[^1] = arranged[^1] with { Parts = [.. arranged[^1].Parts, .. next.Parts] };
            else
                arranged.Add(next);
        }

        return arranged;
    }

    private static bool IsInstruction(Turn turn) => turn.Role is TurnRole.System or TurnRole.Developer;
}
