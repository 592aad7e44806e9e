using System.Text.Json.Nodes;
using Testing.Net;

namespace Gateway.Tests.Matrix.Answering;

/// <summary>
/// Reads chat completions (https://platform.openai.com/docs/api-reference/chat/object), and chunks
/// (https://platform.openai.com/docs/api-reference/chat-streaming/streaming) put together member by member as OpenAI's SDKs do.
/// </summary>
internal static class ChatReply
{
    public static Reply Read(JsonNode answer)
    {
        var choice = answer["choices"]!.AsArray().Single()!;
        var message = choice["message"]!;
        var usage = answer["usage"];
        return new Reply
        {
            Text = (string?)message["content"] ?? "",
            Refusal = (string?)message["refusal"] ?? "",
            Thoughts = (string?)message["reasoning_content"] ?? "",
            Calls = [.. (message["tool_calls"]?.AsArray() ?? []).Select(call =>
                new ReplyCall((string)call!["id"]!, (string)call["function"]!["name"]!, JsonNode.Parse((string)call["function"]!["arguments"]!)!.ToJsonString()))],
            End = (string?)choice["finish_reason"],
            Usage = new ReplyUsage(
                (long?)usage?["prompt_tokens"],
                (long?)usage?["completion_tokens"],
                (long?)usage?["prompt_tokens_details"]?["cached_tokens"],
                (long?)usage?["prompt_tokens_details"]?["cache_write_tokens"],
                (long?)usage?["completion_tokens_details"]?["reasoning_tokens"]),
            Raw = message.DeepClone(),
        };
    }

    public static Reply Read(StreamRead read)
    {
        read.IsDone.ShouldBeTrue("a stream of chat completions ends with [DONE]");
        var message = new JsonObject();
        string? end = null;
        foreach (var choice in read.Chunks.SelectMany(chunk => chunk["choices"]!.AsArray()))
        {
            Merge(message, choice!["delta"]!.AsObject());
            end = (string?)choice["finish_reason"] ?? end;
        }
        foreach (var call in message["tool_calls"]?.AsArray() ?? []) call!.AsObject().Remove("index");
        return Read(new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject { ["message"] = message, ["finish_reason"] = end }),
            ["usage"] = read.Usage?.DeepClone(),
        });
    }

    private static void Merge(JsonObject into, JsonObject delta)
    {
        foreach (var (name, value) in delta)
        {
            if (value is null) into.TryAdd(name, null);
            else if (name is "role" or "id" or "type" or "index" or "name") into[name] = value.DeepClone();
            else if (into[name] is JsonValue && value is JsonValue) into[name] = (string?)into[name] + (string?)value;
            else if (into[name] is JsonObject known && value is JsonObject more) Merge(known, more);
            else if (value is JsonArray list) MergeList(into, name, list);
            else into[name] = value.DeepClone();
        }
    }

    private static void MergeList(JsonObject into, string name, JsonArray list)
    {
        if (into[name] is not JsonArray known) into[name] = known = [];
        foreach (var item in list)
        {
            var same = item!["index"] is { } index ? known.FirstOrDefault(other => (int?)other!["index"] == (int)index) : null;
            if (same is null) known.Add(item.DeepClone());
            else Merge(same.AsObject(), item.AsObject());
        }
    }
}
