using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Thoughts of other providers' models in a request that goes to Anthropic as the caller wrote it. The caller has them from the gateway, with the other
/// provider's proof as their signature, and hands them back with the conversation; Anthropic refuses signatures that it did not make. So they are taken
/// out, and all else stays as it was written.
/// </summary>
public static class MessagesForeignThoughts
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The body without such thoughts; null when it has none, which costs a look through its bytes.</summary>
    public static byte[]? TakeOut(ReadOnlyMemory<byte> body)
    {
        if (!SignatureMarks.MayOccurIn(body.Span))
            return null;
        using var document = JsonDocument.Parse(body);
        var messages = RawElement.Member(document.RootElement, "messages");
        if (messages.ValueKind != JsonValueKind.Array || !messages.EnumerateArray().Any(HasForeign))
            return null;
        var output = new ArrayBufferWriter<byte>(body.Length);
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                var name = RawElement.Name(member);
                writer.WritePropertyName(name);
                if (name == "messages" && member.Value.ValueKind == JsonValueKind.Array)
                    WriteMessages(writer, member.Value);
                else if (name == "thinking" && IsBudget(member.Value) && LoopLacksThoughts(messages))
                    writer.WriteRawValue("""{"type":"disabled"}"""u8, skipInputValidation: true);
                else
                    RawElement.Write(writer, member.Value);
            }

            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteMessages(Utf8JsonWriter writer, JsonElement messages)
    {
        writer.WriteStartArray();
        foreach (var message in messages.EnumerateArray())
        {
            if (!HasForeign(message))
            {
                RawElement.Write(writer, message);
                continue;
            }

            var content = RawElement.Member(message, "content");
            // A message of nothing is refused.
            if (content.EnumerateArray().All(IsForeign))
                continue;
            writer.WriteStartObject();
            foreach (var member in message.EnumerateObject())
            {
                var name = RawElement.Name(member);
                writer.WritePropertyName(name);
                if (name != "content" || member.Value.ValueKind != JsonValueKind.Array)
                {
                    RawElement.Write(writer, member.Value);
                    continue;
                }

                writer.WriteStartArray();
                foreach (var block in member.Value.EnumerateArray().Where(block => !IsForeign(block)))
                    RawElement.Write(writer, block);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static bool HasForeign(JsonElement message) =>
        RawElement.Member(message, "content") is { ValueKind: JsonValueKind.Array } content && content.EnumerateArray().Any(IsForeign);

    private static bool IsForeign(JsonElement block)
    {
        var proof = Is(block, "thinking") ? RawElement.Member(block, "signature") : Is(block, "redacted_thinking") ? RawElement.Member(block, "data") : default;
        return proof.ValueKind == JsonValueKind.String && SignatureMarks.IsMarked(RawElement.Text(proof));
    }

    /// <summary>With a budget Anthropic refuses a call in the loop under way that no thought of its own came before; adaptive thinking takes it (R57).</summary>
    private static bool LoopLacksThoughts(JsonElement messages)
    {
        foreach (var message in messages.EnumerateArray().Reverse())
        {
            var content = RawElement.Member(message, "content");
            if (content.ValueKind != JsonValueKind.Array)
                return false;
            var isAssistant = RawElement.Member(message, "role") is { ValueKind: JsonValueKind.String } role && RawElement.Text(role) == "assistant";
            if (isAssistant && HasForeign(message) && content.EnumerateArray().Any(block => Is(block, "tool_use"))
                && !content.EnumerateArray().Any(block => (Is(block, "thinking") || Is(block, "redacted_thinking")) && !IsForeign(block)))
                return true;
            // What the caller said itself ends the loop.
            if (!isAssistant && !content.EnumerateArray().Any(block => Is(block, "tool_result")))
                return false;
        }

        return false;
    }

    private static bool IsBudget(JsonElement thinking) => Is(thinking, "enabled");

    private static bool Is(JsonElement block, string type) =>
        RawElement.Member(block, "type") is { ValueKind: JsonValueKind.String } found && RawElement.Text(found) == type;
}
