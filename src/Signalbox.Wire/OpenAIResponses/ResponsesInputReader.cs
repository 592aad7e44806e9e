using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Reads <c>instructions</c> and <c>input</c> (https://platform.openai.com/docs/api-reference/responses/create) into turns. The <c>id</c> and
/// <c>status</c> of an item, which clients send back as they got them, say nothing and are passed over.
/// </summary>
internal sealed class ResponsesInputReader(RequestReading reading, ResponsesToolNames names)
{
    private readonly ResponsesTurns _turns = new();
    private readonly HashSet<string> _leftOutCalls = new(StringComparer.Ordinal);

    /// <summary>Reads both, with what was said before between them. The tools have been read.</summary>
    public void Read(JsonElement root, ResponsesHistory? history)
    {
        if (reading.OptionalText(root, "instructions", "") is { Length: > 0 } instructions)
            _turns.Add(TurnRole.System, [new TextPart(instructions)]);
        foreach (var past in history?.Turns ?? [])
        {
            ReadPast(past.Input, "input", past.Id);
            ReadPast(past.Output, "output", past.Id);
        }

        root.TryGet("input", out var input);
        switch (input.ValueKind)
        {
            case JsonValueKind.String when input.Text() is { Length: > 0 } text:
                _turns.Add(TurnRole.User, [new TextPart(text)]);
                break;
            case JsonValueKind.Array when input.GetArrayLength() > 0:
                ReadItems(input, "input");
                if (_turns.EndsWithAnswer)
                    reading.Note(ConversationFeature.Prefill, $"input[{input.GetArrayLength() - 1}]");
                break;
            default:
                reading.Fail("input", "is required: a string that is not empty, or a list with at least one item.");
                break;
        }

        _turns.MoveTo(reading.Into.Turns);
    }

    /// <summary>Reads what was asked or answered in an earlier response.</summary>
    private void ReadPast(JsonElement said, string member, string id)
    {
        if (said.ValueKind == JsonValueKind.String && said.Text() is { Length: > 0 } text)
            _turns.Add(TurnRole.User, [new TextPart(text)]);
        else if (said.ValueKind == JsonValueKind.Array)
            ReadItems(said, $"previous_response_id({id}).{member}");
    }

    private void ReadItems(JsonElement items, string list)
    {
        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            var path = $"{list}[{index++}]";
            if (reading.IsObject(item, path))
                ReadItem(item, path);
            if (reading.Defect is not null)
                return;
        }
    }

    private void ReadItem(JsonElement item, string path)
    {
        var type = TypeOf(item, path);
        switch (type)
        {
            case "message":
                ReadMessage(item, path);
                break;
            case "function_call":
                _turns.AddAnswer(new ToolCallPart(reading.RequiredText(item, "call_id", path), ReadName(item, path), ReadArguments(item, path)));
                break;
            case "custom_tool_call":
                reading.Note(ConversationFeature.CustomTools, path);
                _turns.AddAnswer(new ToolCallPart(
                    reading.RequiredText(item, "call_id", path), ReadName(item, path), reading.RequiredText(item, "input", path)) { IsCustom = true });
                break;
            case "function_call_output" or "custom_tool_call_output":
                ReadResult(item, path);
                break;
            case "reasoning":
                if (ResponsesReasoning.Read(item, path, reading) is { } thoughts)
                    _turns.AddAnswer(thoughts);
                break;
            case "item_reference":
                reading.Fail(path, "refers to an item that OpenAI keeps, but the model behind this name belongs to another API, which keeps nothing. Send the item itself; SDKs do so with \"store\": false.");
                break;
            case "additional_tools":
                // They have been read with the other tools.
                break;
            case var _ when IsOfAnAnswer(type):
                LeaveOut(item, path);
                break;
            case var _ when ForeignContent.Responses.DemandFor(type) is { } demand:
                reading.Fail(path + ".type", demand);
                break;
            default:
                reading.Note(ConversationFeature.UnknownContent, path);
                break;
        }
    }

    /// <summary>The item's type, which messages and references may leave out.</summary>
    private string TypeOf(JsonElement item, string path)
    {
        if (reading.OptionalText(item, "type", path) is { } type)
            return type;
        if (item.TryGet("role", out _))
            return "message";
        if (item.TryGet("id", out _))
            return "item_reference";
        reading.Fail(path + ".type", "is required and must be a string.");
        return "message";
    }

    private void ReadMessage(JsonElement message, string path)
    {
        switch (reading.RequiredText(message, "role", path))
        {
            case "user":
                _turns.Add(TurnRole.User, ResponsesPartReader.Read(message, "content", path, TurnRole.User, reading));
                break;
            case "assistant":
                _turns.Add(TurnRole.Assistant, ResponsesPartReader.Read(message, "content", path, TurnRole.Assistant, reading));
                break;
            case "system":
                ReadInstructions(message, path, TurnRole.System);
                break;
            case "developer":
                ReadInstructions(message, path, TurnRole.Developer);
                break;
            default:
                reading.Fail(path + ".role", "must be \"user\", \"assistant\", \"system\" or \"developer\".");
                break;
        }
    }

    private void ReadInstructions(JsonElement message, string path, TurnRole role)
    {
        if (_turns.HasBegun)
            reading.Note(ConversationFeature.LateInstructions, path);
        _turns.Add(role, ResponsesPartReader.Read(message, "content", path, role, reading));
    }

    private string ReadName(JsonElement call, string path) =>
        names.Flatten(reading.OptionalText(call, "namespace", path), reading.RequiredText(call, "name", path));

    /// <summary>Arguments are JSON in a string; some clients send the object itself.</summary>
    private string ReadArguments(JsonElement call, string path)
    {
        if (call.TryGet("arguments", out var arguments) && arguments.ValueKind == JsonValueKind.Object)
            return arguments.Compact();
        return reading.OptionalText(call, "arguments", path) is { } text && !string.IsNullOrWhiteSpace(text) ? text : "{}";
    }

    private void ReadResult(JsonElement item, string path)
    {
        var id = reading.RequiredText(item, "call_id", path);
        var parts = ResponsesPartReader.Read(item, "output", path, TurnRole.Tool, reading);
        if (_turns.TryAddResult(new ToolResultPart(id, parts, IsError: false)))
            return;
        if (_leftOutCalls.Contains(id))
            reading.Note(ConversationFeature.UnknownContent, path);
        else
            reading.Fail(path + ".call_id", "refers to no call earlier in \"input\". Send the call before its output.");
    }

    /// <summary>
    /// Whether an item tells what a model did with tools that OpenAI runs, which its answer then says in words. What a caller's own tools found, and what
    /// only OpenAI can read (<c>compaction</c>), is not of that kind.
    /// </summary>
    private static bool IsOfAnAnswer(string type) =>
        type is "mcp_list_tools" or "mcp_approval_request" or "mcp_approval_response" or "tool_search_output" || type.EndsWith("_call", StringComparison.Ordinal);

    /// <summary>Leaves an item out, with the id that an output may refer to.</summary>
    private void LeaveOut(JsonElement item, string path)
    {
        reading.Note(ConversationFeature.Unknown, path);
        if (item.TextOf("call_id") is { } id)
            _leftOutCalls.Add(id);
    }
}
