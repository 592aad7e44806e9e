using System.Text.Json.Nodes;
using Testing.Net;

namespace Gateway.Tests.Matrix.Answering;

/// <summary>
/// Reads responses (https://platform.openai.com/docs/api-reference/responses/object), and streams (https://platform.openai.com/docs/api-reference/responses-streaming),
/// whose parts must say what the response at the end says.
/// </summary>
internal static class ResponsesReply
{
    public static Reply Read(JsonNode answer)
    {
        var output = answer["output"]!.AsArray();
        var parts = output.Where(item => (string?)item!["type"] == "message").SelectMany(item => item!["content"]!.AsArray()).ToList();
        var usage = answer["usage"];
        return new Reply
        {
            Text = string.Concat(parts.Where(part => (string?)part!["type"] == "output_text").Select(part => (string?)part!["text"])),
            Refusal = string.Concat(parts.Where(part => (string?)part!["type"] == "refusal").Select(part => (string?)part!["refusal"])),
            Thoughts = string.Concat(output.Where(item => (string?)item!["type"] == "reasoning").SelectMany(item => item!["summary"]!.AsArray()).Select(part => (string?)part!["text"])),
            Calls = [.. output.Where(item => (string?)item!["type"] == "function_call").Select(call =>
                new ReplyCall((string)call!["call_id"]!, (string)call["name"]!, JsonNode.Parse((string)call["arguments"]!)!.ToJsonString()))],
            End = (string?)answer["incomplete_details"]?["reason"] ?? (string?)answer["status"],
            Usage = new ReplyUsage(
                (long?)usage?["input_tokens"],
                (long?)usage?["output_tokens"],
                (long?)usage?["input_tokens_details"]?["cached_tokens"],
                (long?)usage?["input_tokens_details"]?["cache_write_tokens"],
                (long?)usage?["output_tokens_details"]?["reasoning_tokens"]),
            Raw = output.DeepClone(),
        };
    }

    public static Reply Read(StreamRead read)
    {
        var end = read.Chunks[^1];
        ((string?)end["type"]).ShouldBeOneOf("response.completed", "response.incomplete");
        var reply = Read(end["response"]!);
        Deltas("response.output_text.delta").ShouldBe(reply.Text);
        Deltas("response.refusal.delta").ShouldBe(reply.Refusal);
        Deltas("response.reasoning_summary_text.delta").ShouldBe(reply.Thoughts);
        var done = read.Chunks.Where(data => (string?)data["type"] == "response.output_item.done").OrderBy(data => (int)data["output_index"]!).Select(data => data["item"]!.ToJsonString());
        done.ShouldBe(reply.Raw.AsArray().Select(item => item!.ToJsonString()));
        return reply;

        string Deltas(string type) => string.Concat(read.Chunks.Where(data => (string?)data["type"] == type).Select(data => (string?)data["delta"]));
    }
}
