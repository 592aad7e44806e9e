using System.Text.Json.Nodes;
using Gateway.Tests.DataPlane;
using Testing.Net;

namespace Gateway.Tests.Matrix.Answering;

/// <summary>
/// Reads messages (https://docs.anthropic.com/en/api/messages), and streams (https://docs.anthropic.com/en/api/messages-streaming) put together as Anthropic's SDKs do:
/// later counts take the place of earlier ones.
/// </summary>
internal static class MessagesReply
{
    public static Reply Read(JsonNode answer)
    {
        var blocks = answer["content"]!.AsArray();
        var usage = answer["usage"];
        var (cached, written) = ((long?)usage?["cache_read_input_tokens"], (long?)usage?["cache_creation_input_tokens"]);
        return new Reply
        {
            Text = Joined("text"),
            Thoughts = Joined("thinking"),
            Calls = [.. blocks.Where(block => (string?)block!["type"] == "tool_use").Select(block =>
                new ReplyCall((string)block!["id"]!, (string)block["name"]!, block["input"]!.ToJsonString()))],
            End = (string?)answer["stop_reason"],
            StopSequence = (string?)answer["stop_sequence"],
            Usage = new ReplyUsage((long?)usage?["input_tokens"] + (cached ?? 0) + (written ?? 0), (long?)usage?["output_tokens"], cached, written, null),
            Raw = blocks.DeepClone(),
        };

        string Joined(string type) => string.Concat(blocks.Where(block => (string?)block!["type"] == type).Select(block => (string?)block![type]));
    }

    public static Reply Read(StreamRead read)
    {
        ((string?)read.Chunks[^1]["type"]).ShouldBe("message_stop");
        var message = read.Chunks[0]["message"]!.DeepClone().AsObject();
        message["content"] = new JsonArray([.. MessageBlocks.Of(read).Select(block => block.DeepClone())]);
        foreach (var end in read.Chunks.Where(data => (string?)data["type"] == "message_delta"))
        {
            foreach (var (name, value) in end["delta"]!.AsObject()) message[name] = value?.DeepClone();
            foreach (var (name, value) in end["usage"]?.AsObject() ?? []) message["usage"]![name] = value?.DeepClone();
        }
        return Read(message);
    }
}
