using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Testing.Upstream;

/// <summary>
/// The JSON objects of Bedrock's Converse (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html), whose streams are
/// binary frames (https://smithy.io/2.0/aws/amazon-eventstream.html): a frame here is the event's type, a line end, and its JSON.
/// </summary>
/// <param name="request">The request answered.</param>
/// <param name="behavior">What to answer.</param>
internal sealed class ConverseAnswer(SeenRequest request, UpstreamBehavior behavior) : IUpstreamAnswer
{
    public string StreamType => "application/vnd.amazon.eventstream";

    public string LastFrame => behavior.Usage is { } usage
        ? Frame("metadata", new JsonObject { ["usage"] = Usage(usage), ["metrics"] = new JsonObject { ["latencyMs"] = 5 } })
        : "";

    public string ErrorFrame => Frame("throttlingException", new JsonObject { ["message"] = "Too many requests, please wait before trying again." });

    public JsonObject Completion()
    {
        var answer = new JsonObject
        {
            ["output"] = new JsonObject { ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = new JsonArray([.. Blocks()]) } },
            ["stopReason"] = StopReason,
            ["metrics"] = new JsonObject { ["latencyMs"] = 5 },
        };
        foreach (var (name, value) in behavior.ExtraFields ?? []) answer[name] = value?.DeepClone();
        if (behavior.Usage is { } usage) answer["usage"] = Usage(usage);
        return answer;
    }

    public IEnumerable<string> ContentFrames()
    {
        yield return Frame("messageStart", new JsonObject { ["role"] = "assistant" });
        var index = 0;
        foreach (var block in Blocks())
        {
            if (block["toolUse"] is JsonObject tool)
                yield return Frame("contentBlockStart", new JsonObject
                {
                    ["contentBlockIndex"] = index,
                    ["start"] = new JsonObject { ["toolUse"] = new JsonObject { ["toolUseId"] = (string?)tool["toolUseId"], ["name"] = (string?)tool["name"] } },
                });
            foreach (var delta in Deltas(block.AsObject()))
                yield return Frame("contentBlockDelta", new JsonObject { ["contentBlockIndex"] = index, ["delta"] = delta });
            yield return Frame("contentBlockStop", new JsonObject { ["contentBlockIndex"] = index++ });
        }
    }

    public IEnumerable<string> FinalFrames()
    {
        yield return Frame("messageStop", new JsonObject { ["stopReason"] = StopReason });
    }

    public byte[] Encode(string frame)
    {
        if (frame.Length == 0) return [];
        var end = frame.IndexOf('\n', StringComparison.Ordinal);
        var type = frame[..end];
        var payload = Encoding.UTF8.GetBytes(frame[(end + 1)..]);
        using var headers = new MemoryStream();
        var isException = type.EndsWith("Exception", StringComparison.Ordinal);
        Header(headers, isException ? ":exception-type" : ":event-type", type);
        Header(headers, ":content-type", "application/json");
        Header(headers, ":message-type", isException ? "exception" : "event");
        var bytes = new byte[12 + headers.Length + payload.Length + 4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)bytes.Length);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), Crc32(bytes.AsSpan(0, 8)));
        headers.ToArray().CopyTo(bytes, 12);
        payload.CopyTo(bytes, 12 + (int)headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(bytes.Length - 4), Crc32(bytes.AsSpan(0, bytes.Length - 4)));
        return bytes;
    }

    /// <summary>An error as AWS sends it; its name goes in the header <c>x-amzn-ErrorType</c>.</summary>
    public static JsonObject Error(string message) => new() { ["message"] = message };

    private string StopReason => behavior.End switch
    {
        UpstreamEnd.Length => "max_tokens",
        UpstreamEnd.StopSequence => "stop_sequence",
        UpstreamEnd.ContentFilter => "content_filtered",
        UpstreamEnd.Refusal => "guardrail_intervened",
        _ => behavior.ToolCalls.Count > 0 ? "tool_use" : "end_turn",
    };

    private IEnumerable<JsonNode> Blocks()
    {
        if (behavior.Thinking is { } thinking)
            yield return new JsonObject
            {
                ["reasoningContent"] = new JsonObject { ["reasoningText"] = new JsonObject { ["text"] = thinking, ["signature"] = "sig-of-the-fake" } },
            };
        if (behavior.WithheldThinking is { } withheld)
            yield return new JsonObject { ["reasoningContent"] = new JsonObject { ["redactedContent"] = withheld } };
        if (behavior.ToolCalls.Count == 0)
            yield return new JsonObject { ["text"] = behavior.Text };
        var number = 0;
        foreach (var call in behavior.ToolCalls)
            yield return new JsonObject
            {
                ["toolUse"] = new JsonObject { ["toolUseId"] = $"tooluse_{request.Number:D8}_{number++}", ["name"] = call.Name, ["input"] = JsonNode.Parse(call.Arguments) },
            };
    }

    private IEnumerable<JsonObject> Deltas(JsonObject block)
    {
        if (block["text"] is { } text)
        {
            foreach (var piece in Pieces((string)text!, behavior.Chunks)) yield return new JsonObject { ["text"] = piece };
        }
        else if (block["reasoningContent"]?["redactedContent"] is { } withheld)
        {
            yield return new JsonObject { ["reasoningContent"] = new JsonObject { ["redactedContent"] = withheld.DeepClone() } };
        }
        else if (block["reasoningContent"]?["reasoningText"] is JsonObject thoughts)
        {
            foreach (var piece in Pieces((string)thoughts["text"]!, 2)) yield return new JsonObject { ["reasoningContent"] = new JsonObject { ["text"] = piece } };
            yield return new JsonObject { ["reasoningContent"] = new JsonObject { ["signature"] = (string?)thoughts["signature"] } };
        }
        else
        {
            foreach (var piece in Pieces(IUpstreamAnswer.Text(block["toolUse"]!["input"]!.AsObject()), 2)) yield return new JsonObject { ["toolUse"] = new JsonObject { ["input"] = piece } };
        }
    }

    private static IEnumerable<string> Pieces(string text, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (from, to) = ((int)((long)text.Length * i / count), (int)((long)text.Length * (i + 1) / count));
            yield return from < to ? text[from..to] : text;
        }
    }

    private static JsonObject Usage(UpstreamUsage usage) => new()
    {
        ["inputTokens"] = usage.Prompt - usage.Cached - usage.CacheWrite,
        ["outputTokens"] = usage.Completion,
        ["totalTokens"] = usage.Prompt + usage.Completion,
        ["cacheReadInputTokens"] = usage.Cached,
        ["cacheWriteInputTokens"] = usage.CacheWrite,
    };

    private static string Frame(string type, JsonObject data) => $"{type}\n{IUpstreamAnswer.Text(data)}";

    private static void Header(MemoryStream headers, string name, string value)
    {
        headers.WriteByte((byte)name.Length);
        headers.Write(Encoding.ASCII.GetBytes(name));
        headers.WriteByte(7);
        headers.WriteByte((byte)(value.Length >> 8));
        headers.WriteByte((byte)value.Length);
        headers.Write(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>The runtime's own, found at the end of what it compresses: gzip carries the CRC-32 of its content (RFC 1952).</summary>
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(output.ToArray().AsSpan(^8..^4));
    }
}
