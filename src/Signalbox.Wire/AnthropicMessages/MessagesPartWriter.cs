using System.Text;
using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Writes parts as content blocks (https://docs.anthropic.com/en/api/messages#body-messages).</summary>
internal static class MessagesPartWriter
{
    /// <summary>
    /// Whether Anthropic takes the part: empty text (R61), thoughts without a signature or with another provider's, and sound are left out.
    /// </summary>
    public static bool IsWritable(ContentPart part) => part switch
    {
        TextPart text => !string.IsNullOrWhiteSpace(text.Text),
        RefusalPart refusal => !string.IsNullOrWhiteSpace(refusal.Text),
        ReasoningPart reasoning => !string.IsNullOrEmpty(reasoning.Signature) && !SignatureMarks.IsMarked(reasoning.Signature),
        ImagePart or DocumentPart or ToolCallPart or ToolResultPart => true,
        _ => false,
    };

    /// <summary>Writes one block for a writable part.</summary>
    public static void Write(ContentPart part, ToolCallIds ids, Utf8JsonWriter writer)
    {
        switch (part)
        {
            case TextPart text:
                WriteText(text.Text, text.Cache, writer);
                return;
            case RefusalPart refusal:
                WriteText(refusal.Text, refusal.Cache, writer);
                return;
        }

        writer.WriteStartObject();
        switch (part)
        {
            case ImagePart image:
                writer.WriteString("type", "image");
                WriteSource(image.Source, writer);
                break;
            case DocumentPart document:
                WriteDocument(document, writer);
                break;
            case ReasoningPart reasoning:
                WriteReasoning(reasoning, writer);
                break;
            case ToolCallPart call:
                writer.WriteString("type", "tool_use");
                writer.WriteString("id", ids[call.Id]);
                writer.WriteString("name", call.Name);
                writer.WritePropertyName("input");
                ToolInput.Write(writer, call.Arguments, call.IsCustom);
                break;
            case ToolResultPart result:
                WriteResult(result, ids, writer);
                break;
        }

        if (part is not ReasoningPart)
            WriteCache(part.Cache, writer);
        writer.WriteEndObject();
    }

    /// <summary>Writes a block of text.</summary>
    public static void WriteText(string text, CacheBreakpoint? cache, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteString("text", text);
        WriteCache(cache, writer);
        writer.WriteEndObject();
    }

    /// <summary>Writes <c>cache_control</c>, when there is a mark.</summary>
    public static void WriteCache(CacheBreakpoint? cache, Utf8JsonWriter writer)
    {
        if (cache is null)
            return;
        writer.WriteStartObject("cache_control");
        writer.WriteString("type", "ephemeral");
        if (cache.TimeToLive is { } ttl)
            writer.WriteString("ttl", ttl);
        writer.WriteEndObject();
    }

    private static void WriteReasoning(ReasoningPart reasoning, Utf8JsonWriter writer)
    {
        if (reasoning.IsRedacted)
        {
            writer.WriteString("type", "redacted_thinking");
            writer.WriteString("data", reasoning.Signature);
            return;
        }

        writer.WriteString("type", "thinking");
        writer.WriteString("thinking", reasoning.Text);
        writer.WriteString("signature", reasoning.Signature);
    }

    private static void WriteResult(ToolResultPart result, ToolCallIds ids, Utf8JsonWriter writer)
    {
        writer.WriteString("type", "tool_result");
        writer.WriteString("tool_use_id", ids[result.CallId]);
        if (result.IsError)
            writer.WriteBoolean("is_error", true);
        if (!result.Parts.Exists(IsWritable))
            return;
        writer.WriteStartArray("content");
        foreach (var part in result.Parts)
            if (IsWritable(part))
                Write(part, ids, writer);
        writer.WriteEndArray();
    }

    private static void WriteDocument(DocumentPart document, Utf8JsonWriter writer)
    {
        writer.WriteString("type", "document");
        if (document.Source is { Data: { } data, MediaType: { } type } && type.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
        {
            writer.WriteStartObject("source");
            writer.WriteString("type", "text");
            writer.WriteString("media_type", "text/plain");
            writer.WriteString("data", Decode(data));
            writer.WriteEndObject();
        }
        else
        {
            WriteSource(document.Source, writer);
        }

        if (!string.IsNullOrEmpty(document.Name))
            writer.WriteString("title", document.Name);
    }

    private static void WriteSource(MediaSource source, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("source");
        if (source.Url is { } url)
        {
            writer.WriteString("type", "url");
            writer.WriteString("url", url);
        }
        else if (source.FileId is { } file)
        {
            writer.WriteString("type", "file");
            writer.WriteString("file_id", file);
        }
        else
        {
            writer.WriteString("type", "base64");
            writer.WriteString("media_type", source.MediaType);
            writer.WriteString("data", source.Data);
        }

        writer.WriteEndObject();
    }

    /// <summary>The text that the base64 stands for; what is no base64 is text already.</summary>
    private static string Decode(string data)
    {
        var bytes = new byte[data.Length];
        return Convert.TryFromBase64String(data, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : data;
    }
}
