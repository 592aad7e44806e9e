using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Signalbox.Pipeline.Dialects;

/// <summary>The events that end a message before its time: the open block's end, and <c>stop_reason</c> <c>max_tokens</c>.</summary>
internal static class MessagesCutOff
{
    /// <summary>Writes them.</summary>
    /// <param name="call">The call, with the tokens noted so far.</param>
    /// <param name="last">The event before, which says whether a block is open, and which.</param>
    /// <param name="output">Where to write.</param>
    public static void Write(Call call, ReadOnlySpan<byte> last, IBufferWriter<byte> output)
    {
        if (OpenBlock(last) is { } index) Write("content_block_stop"u8, new JsonObject { ["type"] = "content_block_stop", ["index"] = index }, output);
        Write("message_delta"u8, new JsonObject
        {
            ["type"] = "message_delta",
            ["delta"] = new JsonObject { ["stop_reason"] = "max_tokens", ["stop_sequence"] = null },
            ["usage"] = new JsonObject { ["output_tokens"] = call.Record.TokensOutput ?? 0 },
        }, output);
    }

    private static long? OpenBlock(ReadOnlySpan<byte> data)
    {
        try
        {
            return JsonNode.Parse(data) is JsonObject before && (string?)before["type"] is ("content_block_start" or "content_block_delta") ? (long?)before["index"] : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static void Write(ReadOnlySpan<byte> name, JsonObject data, IBufferWriter<byte> output)
    {
        output.Write("event: "u8);
        output.Write(name);
        output.Write("\ndata: "u8);
        using (var json = new Utf8JsonWriter(output)) data.WriteTo(json);
        output.Write("\n\n"u8);
    }
}
