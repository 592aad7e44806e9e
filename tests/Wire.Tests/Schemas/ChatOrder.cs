using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wire.Tests.Schemas;

/// <summary>
/// Follows the chunks of a streamed chat completion as clients do (https://platform.openai.com/docs/api-reference/chat-streaming), fails where their order is
/// not OpenAI's, and gathers the message that they make.
/// </summary>
internal sealed class ChatOrder(bool includeUsage)
{
    private readonly Dictionary<string, StringBuilder> _texts = [];
    private readonly JsonArray _calls = [];
    private readonly JsonArray _thoughts = [];
    private string? _frame;
    private bool _usageSeen;

    /// <summary>The <c>finish_reason</c>; null before it came.</summary>
    public string? FinishReason { get; private set; }

    public void Follow(JsonElement chunk)
    {
        var frame = string.Join('|', new[] { "id", "object", "created", "model" }.Select(name => chunk.GetProperty(name).GetRawText()));
        var isFirst = _frame is null;
        (_frame ??= frame).ShouldBe(frame, "id, object, time and model are the same in every chunk");
        _usageSeen.ShouldBeFalse("nothing comes after the usage");
        chunk.TryGetProperty("usage", out var usage).ShouldBe(includeUsage, "usage is a member where it was asked for");
        var choices = chunk.GetProperty("choices");
        if (choices.GetArrayLength() == 0)
        {
            FinishReason.ShouldNotBeNull("the usage comes at the end");
            usage.ValueKind.ShouldBe(JsonValueKind.Object);
            _usageSeen = true;
            return;
        }

        usage.ValueKind.ShouldBe(includeUsage ? JsonValueKind.Null : JsonValueKind.Undefined);
        FinishReason.ShouldBeNull("nothing but usage comes after the end");
        choices.GetArrayLength().ShouldBe(1);
        choices[0].GetProperty("index").GetInt32().ShouldBe(0);
        var delta = choices[0].GetProperty("delta");
        delta.TryGetProperty("role", out _).ShouldBe(isFirst, "the role is told once, at the beginning");
        Gather(delta);
        FinishReason = choices[0].GetProperty("finish_reason").GetString();
        if (FinishReason is "stop" or "tool_calls")
            (FinishReason == "tool_calls").ShouldBe(_calls.Count > 0, "finish_reason says whether tools are called");
    }

    /// <summary>The message as the document would have it.</summary>
    public JsonNode ToMessage()
    {
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = Text("content") is { Length: > 0 } content ? content : _calls.Count > 0 || Text("refusal").Length > 0 ? null : "",
            ["refusal"] = Text("refusal") is { Length: > 0 } refusal ? refusal : null,
        };
        if (Text("reasoning_content") is { Length: > 0 } reasoning)
            message["reasoning_content"] = reasoning;
        if (_thoughts.Count > 0)
            message["thinking_blocks"] = _thoughts.DeepClone();
        if (_calls.Count > 0)
            message["tool_calls"] = _calls.DeepClone();
        return message;
    }

    private void Gather(JsonElement delta)
    {
        foreach (var member in delta.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String)
                Of(member.Name).Append(member.Value.GetString());
            else if (member.Name == "thinking_blocks")
                foreach (var block in member.Value.EnumerateArray())
                    _thoughts.Add(JsonNode.Parse(block.GetRawText()));
            else if (member.Name == "tool_calls")
                foreach (var call in member.Value.EnumerateArray())
                    GatherCall(call);
        }
    }

    private void GatherCall(JsonElement piece)
    {
        var index = piece.GetProperty("index").GetInt32();
        var begins = piece.TryGetProperty("id", out var id);
        index.ShouldBe(begins ? _calls.Count : _calls.Count - 1, "calls are numbered from 0 and come one after another");
        piece.TryGetProperty("type", out var type).ShouldBe(begins, "a call's type comes with its id");
        if (begins)
        {
            var kind = type.GetString()!;
            var name = piece.GetProperty(kind).GetProperty("name").GetString();
            _calls.Add(new JsonObject { ["id"] = id.GetString(), ["type"] = kind, [kind] = new JsonObject { ["name"] = name, [InputOf(kind)] = "" } });
        }

        var call = _calls[index]!;
        var known = (string)call["type"]!;
        var input = InputOf(known);
        var told = piece.GetProperty(known);
        told.TryGetProperty("name", out _).ShouldBe(begins, "a tool's name comes with the call's id");
        call[known]![input] = (string?)call[known]![input] + told.GetProperty(input).GetString();
    }

    private static string InputOf(string kind) => kind == "custom" ? "input" : "arguments";

    private StringBuilder Of(string name) => _texts.TryGetValue(name, out var text) ? text : _texts[name] = new StringBuilder();

    private string Text(string name) => Of(name).ToString();
}
