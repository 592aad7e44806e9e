using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wire.Tests.Schemas;

/// <summary>
/// Follows the events of a streamed message as clients do (https://docs.anthropic.com/en/api/messages-streaming#event-types), fails where their order is not
/// Anthropic's, and gathers the message that they make.
/// </summary>
internal sealed class MessagesOrder
{
    private readonly JsonArray _content = [];
    private string _input = "";
    private bool _isOpen;
    private bool _isEnding;

    /// <summary>The message; null before it began.</summary>
    public JsonObject? Message { get; private set; }

    /// <summary>Whether the stream came to its end.</summary>
    public bool IsDone { get; private set; }

    public void Follow(JsonElement data)
    {
        IsDone.ShouldBeFalse("nothing comes after message_stop");
        var type = data.GetProperty("type").GetString()!;
        (Message is not null).ShouldBe(type != "message_start", "message_start comes once and first");
        switch (type)
        {
            case "message_start":
                Message = JsonNode.Parse(data.GetProperty("message").GetRawText())!.AsObject();
                Message["content"]!.AsArray().ShouldBeEmpty();
                Message["stop_reason"].ShouldBeNull();
                break;
            case "content_block_start":
                Open(data);
                break;
            case "content_block_delta":
                ShouldBeOfTheOpenBlock(data);
                Add(data.GetProperty("delta"));
                break;
            case "content_block_stop":
                ShouldBeOfTheOpenBlock(data);
                Close();
                break;
            case "message_delta":
                (_isOpen, _isEnding).ShouldBe((false, false), "message_delta comes once, when all blocks are closed");
                _isEnding = true;
                End(data);
                break;
            case "message_stop":
                _isEnding.ShouldBeTrue("message_delta comes before message_stop");
                IsDone = true;
                break;
            default:
                Assert.Fail($"{type} is no event of a message.");
                break;
        }
    }

    private void Open(JsonElement data)
    {
        (_isOpen, _isEnding).ShouldBe((false, false), "blocks do not overlap");
        data.GetProperty("index").GetInt32().ShouldBe(_content.Count, "blocks are numbered from 0");
        _isOpen = true;
        _input = "";
        _content.Add(JsonNode.Parse(data.GetProperty("content_block").GetRawText()));
    }

    private void ShouldBeOfTheOpenBlock(JsonElement data)
    {
        _isOpen.ShouldBeTrue("a block is open");
        data.GetProperty("index").GetInt32().ShouldBe(_content.Count - 1);
    }

    private void Add(JsonElement delta)
    {
        var block = _content[^1]!;
        var (blockType, member) = delta.GetProperty("type").GetString() switch
        {
            "text_delta" => ("text", "text"),
            "thinking_delta" => ("thinking", "thinking"),
            "signature_delta" => ("thinking", "signature"),
            _ => ("tool_use", "partial_json"),
        };
        ((string?)block["type"]).ShouldBe(blockType, "a delta is of its block's kind");
        var piece = delta.GetProperty(member).GetString();
        if (member == "partial_json")
            _input += piece;
        else
            block[member] = (string?)block[member] + piece;
    }

    private void Close()
    {
        _isOpen = false;
        if (_input.Length > 0)
            _content[^1]!["input"] = JsonNode.Parse(_input).ShouldBeOfType<JsonObject>("a call's input is an object");
    }

    private bool IsUncut() => (string?)Message!["stop_reason"] is not ("max_tokens" or "refusal" or "pause_turn");

    private void End(JsonElement data)
    {
        Message!["content"] = _content.DeepClone();
        Message["usage"] = JsonNode.Parse(data.GetProperty("usage").GetRawText());
        foreach (var member in data.GetProperty("delta").EnumerateObject())
            Message[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        ((string?)Message["stop_reason"] == "tool_use").ShouldBe(_content.Any(block => (string?)block!["type"] == "tool_use") && IsUncut(), "stop_reason says whether tools are called");
        if ((string?)Message["stop_reason"] != "stop_sequence")
            Message["stop_sequence"].ShouldBeNull("a stop_sequence comes with its stop_reason");
    }
}
