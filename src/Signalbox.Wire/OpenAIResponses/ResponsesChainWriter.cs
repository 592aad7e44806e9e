using System.Buffers;
using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Writes a kept conversation and what goes on from it as one <c>input</c>, for a provider that speaks this API but does not have the earlier
/// responses. Ids name what another account keeps and reasoning is sealed for the account it was made in, so that neither is taken along.
/// </summary>
public static class ResponsesChainWriter
{
    /// <summary>Writes the body of a request anew, with the whole conversation in place of <c>previous_response_id</c>; all else stays as it was sent.</summary>
    /// <param name="body">The body.</param>
    /// <param name="scan">What was found in it, a previous response among it.</param>
    /// <param name="history">What was said before.</param>
    public static byte[] Rewrite(ReadOnlyMemory<byte> body, in ResponsesRequestScan scan, ResponsesHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var (input, previous) = (scan.Input, scan.PreviousResponse);
        var conversation = Write(history, input.IsPresent ? body.Slice(input.Start, input.Length) : default);
        var output = new ArrayBufferWriter<byte>(body.Length + conversation.Length);
        var isInputFirst = input.IsPresent && input.Start < previous.Start;
        if (isInputFirst)
        {
            output.Write(body.Span[..input.Start]);
            output.Write(conversation);
        }

        output.Write(body.Span[(isInputFirst ? input.End : 0)..previous.Start]);
        output.Write("null"u8);
        if (isInputFirst)
        {
            output.Write(body.Span[previous.End..]);
            return output.WrittenSpan.ToArray();
        }

        if (!input.IsPresent)
            output.Write(",\"input\":"u8);
        else
            output.Write(body.Span[previous.End..input.Start]);
        output.Write(conversation);
        output.Write(body.Span[(input.IsPresent ? input.End : previous.End)..]);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Write(ResponsesHistory history, ReadOnlyMemory<byte> input)
    {
        var output = new ArrayBufferWriter<byte>(input.Length + 1024);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartArray();
            foreach (var turn in history.Turns)
            {
                WritePast(json, turn.Input);
                WritePast(json, turn.Output);
            }

            WriteNew(json, input);
            json.WriteEndArray();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteNew(Utf8JsonWriter json, ReadOnlyMemory<byte> input)
    {
        if (input.IsEmpty)
            return;
        using var document = JsonDocument.Parse(input);
        if (document.RootElement.ValueKind == JsonValueKind.String)
            WriteText(json, document.RootElement);
        if (document.RootElement.ValueKind == JsonValueKind.Array)
            foreach (var item in document.RootElement.EnumerateArray())
                json.WriteRaw(item);
    }

    private static void WritePast(Utf8JsonWriter json, JsonElement list)
    {
        if (list.ValueKind == JsonValueKind.String)
            WriteText(json, list);
        if (list.ValueKind != JsonValueKind.Array)
            return;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || item.TextOf("type") == "reasoning")
                continue;
            json.WriteStartObject();
            foreach (var member in item.EnumerateObject())
            {
                if (member.IsNamed("id"))
                    continue;
                json.WritePropertyName(member.DecodedName());
                json.WriteRaw(member.Value);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteText(Utf8JsonWriter json, JsonElement text)
    {
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteString("role", "user");
        ResponsesInputContent.Write(json, text, "user");
        json.WriteEndObject();
    }
}
