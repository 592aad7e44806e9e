using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Thoughts of other providers' models in a request that goes to Anthropic as the caller wrote it. The caller has them from the gateway, with the other
/// provider's proof as their signature, an empty one where that provider signs nothing, and hands them back with the conversation; Anthropic refuses
/// signatures that it did not make. So they are taken out, and all else stays as it was written.
/// </summary>
public static class MessagesForeignThoughts
{
    /// <summary>The body without such thoughts; null when it has none, which costs a look through its bytes.</summary>
    public static byte[]? TakeOut(ReadOnlyMemory<byte> body)
    {
        if (!SignatureMarks.MayOccurIn(body.Span) && !HasEmptySignature(body.Span))
            return null;
        using var document = JsonDocument.Parse(body);
        var messages = RawElement.Member(document.RootElement, "messages");
        if (messages.ValueKind != JsonValueKind.Array || !messages.EnumerateArray().Any(HasForeign))
            return null;
        return RawCopy.Of(document.RootElement, body.Length, (writer, name, value) =>
        {
            if (name == "messages" && value.ValueKind == JsonValueKind.Array)
                WriteMessages(writer, value);
            else if (name == "thinking" && IsBudget(value) && LoopLacksThoughts(messages))
                writer.WriteRawValue("""{"type":"disabled"}"""u8, skipInputValidation: true);
            else
                return false;
            return true;
        });
    }

    /// <summary>Whether any member named <c>signature</c> is an empty string: found in the bytes, so that other bodies need no parsing.</summary>
    private static bool HasEmptySignature(ReadOnlySpan<byte> body)
    {
        while (body.IndexOf("\"signature\""u8) is >= 0 and var at)
        {
            body = body[(at + "\"signature\"".Length)..];
            var value = body.TrimStart(WhiteSpace);
            if (value.StartsWith(":"u8) && value[1..].TrimStart(WhiteSpace).StartsWith("\"\""u8))
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    private static void WriteMessages(Utf8JsonWriter writer, JsonElement messages)
    {
        writer.WriteStartArray();
        foreach (var message in messages.EnumerateArray())
        {
            if (!HasForeign(message))
                RawElement.Write(writer, message);
            // A message of nothing is refused.
            else if (!RawElement.Member(message, "content").EnumerateArray().All(IsForeign))
                RawCopy.WriteObject(writer, message, WriteContent);
        }

        writer.WriteEndArray();
    }

    private static bool WriteContent(Utf8JsonWriter writer, string name, JsonElement value)
    {
        if (name != "content" || value.ValueKind != JsonValueKind.Array)
            return false;
        RawCopy.WriteArray(writer, value, IsForeign);
        return true;
    }

    private static bool HasForeign(JsonElement message) =>
        RawElement.Member(message, "content") is { ValueKind: JsonValueKind.Array } content && content.EnumerateArray().Any(IsForeign);

    private static bool IsForeign(JsonElement block)
    {
        var proof = Is(block, "thinking") ? RawElement.Member(block, "signature") : Is(block, "redacted_thinking") ? RawElement.Member(block, "data") : default;
        return proof.ValueKind == JsonValueKind.String && RawElement.Text(proof) is var signature && (signature.Length == 0 || SignatureMarks.IsMarked(signature));
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
