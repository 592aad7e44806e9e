using System.Text;
using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Writes one part of a message's content.</summary>
internal static class ChatPartsWriter
{
    public static void Write(ContentPart part, ChatServer server, Utf8JsonWriter writer)
    {
        switch (part)
        {
            case TextPart text:
                WriteText(text.Text, writer);
                break;
            case RefusalPart refusal:
                WriteText(refusal.Text, writer);
                break;
            case ImagePart image:
                WriteImage(image, server, writer);
                break;
            case AudioPart audio:
                Begin("input_audio"u8, writer);
                writer.WriteString("data"u8, audio.Data);
                writer.WriteString("format"u8, audio.Format);
                End(writer);
                break;
            case DocumentPart { Source: { Data: { } data, MediaType: { } type } } document when IsText(type) && Decode(data) is { } text:
                WriteText(document.Name is null ? text : $"{document.Name}:\n{text}", writer);
                break;
            case DocumentPart document:
                WriteDocument(document, writer);
                break;
        }
    }

    private static void WriteText(string text, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, text);
        writer.WriteEndObject();
    }

    private static void WriteImage(ImagePart image, ChatServer server, Utf8JsonWriter writer)
    {
        Begin("image_url"u8, writer);
        writer.WriteString("url"u8, image.Source.ToUrl() ?? "");
        if (image.Detail is { } detail && server.ImageDetail)
            writer.WriteString("detail"u8, detail);
        End(writer);
    }

    private static void WriteDocument(DocumentPart document, Utf8JsonWriter writer)
    {
        Begin("file"u8, writer);
        if (document.Source.FileId is { } id)
            writer.WriteString("file_id"u8, id);
        else
            writer.WriteString("file_data"u8, document.Source.ToUrl());
        // OpenAI refuses content without a name.
        if ((document.Name ?? (document.Source.FileId is null ? "document" : null)) is { } name)
            writer.WriteString("filename"u8, name);
        End(writer);
    }

    private static void Begin(ReadOnlySpan<byte> type, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteStartObject(type);
    }

    private static void End(Utf8JsonWriter writer)
    {
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static bool IsText(string mediaType) => mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase);

    private static string? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var written) ? Encoding.UTF8.GetString(bytes, 0, written) : null;
    }
}
