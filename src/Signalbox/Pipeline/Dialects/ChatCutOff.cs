using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Signalbox.Pipeline.Dialects;

/// <summary>The chunks that end a stream before its time: <c>finish_reason</c> <c>length</c> for each choice that has not ended, and the usage if the caller asked for it.</summary>
internal static class ChatCutOff
{
    /// <summary>Writes them.</summary>
    /// <param name="call">The call, with the tokens noted so far.</param>
    /// <param name="choices">Indexes of the choices that have not ended.</param>
    /// <param name="last">The chunk before, whose id and model these have too.</param>
    /// <param name="output">Where to write.</param>
    public static void Write(Call call, IReadOnlyList<int> choices, ReadOnlySpan<byte> last, IBufferWriter<byte> output)
    {
        var before = Parse(last);
        foreach (var index in choices)
        {
            var choice = new JsonObject { ["index"] = index, ["delta"] = new JsonObject(), ["finish_reason"] = "length" };
            Write(Chunk(call, before, new JsonArray(choice)), output);
        }
        if (!call.ChatScan.IncludeUsage) return;
        var (input, answer) = (call.Record.TokensInput ?? 0, call.Record.TokensOutput ?? 0);
        var chunk = Chunk(call, before, []);
        chunk["usage"] = new JsonObject { ["prompt_tokens"] = input, ["completion_tokens"] = answer, ["total_tokens"] = input + answer };
        Write(chunk, output);
    }

    private static JsonObject Chunk(Call call, JsonObject? before, JsonArray choices) => new()
    {
        ["id"] = before?["id"]?.DeepClone() ?? $"chatcmpl-{call.RequestId}",
        ["object"] = "chat.completion.chunk",
        ["created"] = before?["created"]?.DeepClone() ?? call.Record.StartedAt / 1000,
        ["model"] = before?["model"]?.DeepClone() ?? call.Target?.Name,
        ["choices"] = choices,
    };

    private static JsonObject? Parse(ReadOnlySpan<byte> data)
    {
        try
        {
            return JsonNode.Parse(data) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Write(JsonObject chunk, IBufferWriter<byte> output)
    {
        output.Write("data: "u8);
        using (var json = new Utf8JsonWriter(output)) chunk.WriteTo(json);
        output.Write("\n\n"u8);
    }
}
