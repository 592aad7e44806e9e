using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads <c>messages</c> into turns. Adjacent messages of tools become one turn.</summary>
internal sealed class ChatMessagesReader(ChatReading reading)
{
    private readonly ChatToolCallsReader _calls = new(reading);
    private bool _begun;

    public void Read(JsonElement messages)
    {
        if (messages.ValueKind != JsonValueKind.Array)
        {
            reading.Fail(RequestDefects.MessagesNotArray);
            return;
        }

        var index = 0;
        foreach (var message in messages.EnumerateArray())
        {
            if (message.ValueKind != JsonValueKind.Object)
                reading.Fail(ChatRequestDefects.MessageNotObject(index));
            else
                ReadMessage(message, index);
            if (reading.Failed)
                return;
            index++;
        }

        if (index == 0)
            reading.Fail(RequestDefects.MessagesEmpty);
        else if (reading.Request.Turns is [.., { Role: TurnRole.Assistant } last] && !last.Parts.Exists(part => part is ToolCallPart))
            reading.Note(ConversationFeature.Prefill, $"messages[{index - 1}]");
    }

    private void ReadMessage(JsonElement message, int index)
    {
        var at = $"messages[{index}]";
        var members = ChatMessageMembers.Read(reading, message, at);
        switch (reading.RequiredText(members.Role, at, ".role"))
        {
            case "system":
                ReadInstructions(TurnRole.System, members, at);
                break;
            case "developer":
                ReadInstructions(TurnRole.Developer, members, at);
                break;
            case "user":
                AddTurn(TurnRole.User, ReadSpoken(members, at, TurnRole.User), members, at);
                break;
            case "assistant":
                AddTurn(TurnRole.Assistant, ReadAnswer(members, at, index), members, at);
                break;
            case "tool":
                AddResult(_calls.ResultOf(members.ToolCallId, at), members, at);
                break;
            case "function":
                AddResult(_calls.ResultOfFunction(members.Name, at), members, at);
                break;
            default:
                reading.Fail("must be system, developer, user, assistant or tool.", at, ".role");
                break;
        }
    }

    private void ReadInstructions(TurnRole role, in ChatMessageMembers members, string at)
    {
        if (_begun)
            reading.Note(ConversationFeature.LateInstructions, at);
        var begun = _begun;
        AddTurn(role, ReadSpoken(members, at, role), members, at);
        _begun = begun;
    }

    private List<ContentPart> ReadSpoken(in ChatMessageMembers members, string at, TurnRole role)
    {
        var parts = new List<ContentPart>();
        if (ChatReading.IsAbsent(members.Content))
            reading.Fail("must be a string or an array of content parts.", at, ".content");
        else
            ChatPartsReader.Read(reading, members.Content, at, parts, role);
        return parts;
    }

    private List<ContentPart> ReadAnswer(in ChatMessageMembers members, string at, int index)
    {
        var parts = new List<ContentPart>();
        ChatReasoningHistoryReader.Read(reading, members, at, parts);
        ChatPartsReader.Read(reading, members.Content, at, parts, TurnRole.Assistant);
        if (reading.Text(members.Refusal, at, ".refusal") is { Length: > 0 } refusal)
            parts.Add(new RefusalPart(refusal));
        _calls.Read(members, at, index, parts);
        return parts;
    }

    private void AddTurn(TurnRole role, List<ContentPart> parts, in ChatMessageMembers members, string at)
    {
        _begun = true;
        Mark(parts, reading.Cache(members.CacheControl, at));
        var name = reading.Text(members.Name, at, ".name");
        if (name is not null)
            reading.Note(ConversationFeature.ParticipantName, at, ".name");
        reading.Request.Turns.Add(new Turn(role, parts) { Name = name });
    }

    private void AddResult(string callId, in ChatMessageMembers members, string at)
    {
        _begun = true;
        var parts = new List<ContentPart>();
        ChatPartsReader.Read(reading, members.Content, at, parts, TurnRole.Tool);
        var result = new ToolResultPart(callId, parts, IsError: false) { Cache = reading.Cache(members.CacheControl, at) };
        if (reading.Request.Turns is [.., { Role: TurnRole.Tool } open])
            open.Parts.Add(result);
        else
            reading.Request.Turns.Add(new Turn(TurnRole.Tool, [result]));
    }

    /// <summary>A mark on the message itself, as some clients set it, means the end of the message.</summary>
    private static void Mark(List<ContentPart> parts, CacheBreakpoint? cache)
    {
        if (cache is not null && parts.Count > 0)
            parts[^1] = parts[^1] with { Cache = cache };
    }
}
