using System.Text;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads the calls in assistants' messages and knows which of them a result may answer.</summary>
internal sealed class ChatToolCallsReader(ChatReading reading)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _functionCalls = new(StringComparer.Ordinal);

    public void Read(in ChatMessageMembers members, string at, int message, List<ContentPart> into)
    {
        if (reading.IsArray(members.ToolCalls, at, ".tool_calls"))
        {
            var index = 0;
            foreach (var call in members.ToolCalls.EnumerateArray())
            {
                ReadCall(call, $"{at}.tool_calls[{index++}]", into);
                if (reading.Failed)
                    return;
            }
        }

        if (reading.IsObject(members.FunctionCall, at, ".function_call"))
            ReadFunctionCall(members.FunctionCall, at, message, into);
    }

    /// <summary>The call that a tool's message answers.</summary>
    public string ResultOf(JsonElement callId, string at)
    {
        var id = reading.RequiredText(callId, at, ".tool_call_id");
        if (!reading.Failed && !_ids.Contains(id))
            reading.Fail("answers no call: name the \"id\" of one in \"tool_calls\" of an earlier message of the assistant.", at, ".tool_call_id");
        return id;
    }

    /// <summary>The call that a message of the old role <c>function</c> answers: the last one of that name.</summary>
    public string ResultOfFunction(JsonElement name, string at)
    {
        var function = reading.RequiredText(name, at, ".name");
        if (_functionCalls.TryGetValue(function, out var id))
            return id;
        reading.Fail("answers no call: name the function in \"function_call\" of an earlier message of the assistant.", at, ".name");
        return "";
    }

    private void ReadCall(JsonElement call, string at, List<ContentPart> into)
    {
        if (call.ValueKind != JsonValueKind.Object)
        {
            reading.Fail("must be an object with \"id\", \"type\" and \"function\".", at);
            return;
        }

        var id = reading.RequiredText(RawElement.Member(call, "id"), at, ".id");
        _ids.Add(id);
        switch (reading.Text(RawElement.Member(call, "type"), at, ".type"))
        {
            case null or "" or "function":
                var function = RawElement.Member(call, "function");
                into.Add(new ToolCallPart(
                    id,
                    reading.RequiredText(RawElement.Member(function, "name"), at, ".function.name"),
                    ReadArguments(RawElement.Member(function, "arguments"), at, ".function.arguments"))
                {
                    Signature = ChatCallSignature.Read(call),
                });
                return;
            case "custom":
                var custom = RawElement.Member(call, "custom");
                reading.Note(ConversationFeature.CustomTools, at);
                into.Add(new ToolCallPart(
                    id,
                    reading.RequiredText(RawElement.Member(custom, "name"), at, ".custom.name"),
                    reading.Text(RawElement.Member(custom, "input"), at, ".custom.input") ?? "")
                {
                    IsCustom = true,
                });
                return;
            default:
                reading.Fail("must be \"function\" or \"custom\".", at, ".type");
                return;
        }
    }

    private void ReadFunctionCall(JsonElement call, string at, int message, List<ContentPart> into)
    {
        var name = reading.RequiredText(RawElement.Member(call, "name"), at, ".function_call.name");
        var arguments = ReadArguments(RawElement.Member(call, "arguments"), at, ".function_call.arguments");
        // The old form has no ids; the place in the conversation makes one that is the same each time.
        var id = _functionCalls[name] = $"call_message_{message}";
        into.Add(new ToolCallPart(id, name, arguments));
    }

    /// <summary>Arguments are JSON in a string; some clients send the object itself.</summary>
    private string ReadArguments(JsonElement value, string at, string member)
    {
        if (value.ValueKind == JsonValueKind.Object)
            return Encoding.UTF8.GetString(RawElement.Bytes(value));
        return reading.Text(value, at, member) is { } text && !string.IsNullOrWhiteSpace(text) ? text : "{}";
    }
}
