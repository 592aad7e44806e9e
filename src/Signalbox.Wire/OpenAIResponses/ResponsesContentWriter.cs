using System.Text;
using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Writes one part of a message or of a tool's output: text, images (https://platform.openai.com/docs/guides/images-vision) and files
/// (https://platform.openai.com/docs/guides/pdf-files).
/// </summary>
internal static class ResponsesContentWriter
{
    private const string Pdf = "application/pdf";

    /// <summary>Whether the part is written: empty text says nothing, and there is no word for sound.</summary>
    public static bool IsWritable(ContentPart part) => part switch
    {
        TextPart text => text.Text.Length > 0,
        RefusalPart refusal => refusal.Text.Length > 0,
        ImagePart or DocumentPart => true,
        _ => false,
    };

    /// <summary>Writes the part, if it is writable.</summary>
    /// <param name="part">The part.</param>
    /// <param name="isAnswer">Whether the model said it.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(ContentPart part, bool isAnswer, Utf8JsonWriter writer)
    {
        if (!IsWritable(part))
            return;
        switch (part)
        {
            case TextPart text:
                WriteText(text.Text, isAnswer ? "output_text"u8 : "input_text"u8, writer);
                break;
            case RefusalPart refusal when isAnswer:
                writer.WriteStartObject();
                writer.WriteString("type"u8, "refusal"u8);
                writer.WriteString("refusal"u8, refusal.Text);
                writer.WriteEndObject();
                break;
            case RefusalPart refusal:
                WriteText(refusal.Text, "input_text"u8, writer);
                break;
            case ImagePart image:
                WriteImage(image, writer);
                break;
            case DocumentPart { Source: { Data: { } data, MediaType: { } type } } document when IsText(type) && Decode(data) is { } content:
                WriteText(document.Name is null ? content : $"{document.Name}:\n{content}", "input_text"u8, writer);
                break;
            case DocumentPart document:
                WriteDocument(document, writer);
                break;
        }
    }

    private static void WriteText(string text, ReadOnlySpan<byte> type, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteString("text"u8, text);
        writer.WriteEndObject();
    }

    private static void WriteImage(ImagePart image, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "input_image"u8);
        if (image.Source.FileId is { } file)
            writer.WriteString("file_id"u8, file);
        else
            writer.WriteString("image_url"u8, image.Source.ToUrl());
        if (image.Detail is { } detail)
            writer.WriteString("detail"u8, detail);
        writer.WriteEndObject();
    }

    private static void WriteDocument(DocumentPart document, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "input_file"u8);
        if (document.Source.FileId is { } file)
        {
            writer.WriteString("file_id"u8, file);
        }
        else if (document.Source.Url is { } url)
        {
            writer.WriteString("file_url"u8, url);
        }
        else
        {
            // Content without a name is refused.
            writer.WriteString("filename"u8, document.Name ?? (document.Source.MediaType == Pdf ? "document.pdf" : "document"));
            writer.WriteString("file_data"u8, document.Source.ToUrl());
        }

        writer.WriteEndObject();
    }

    private static bool IsText(string mediaType) => mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase);

    private static string? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var written) ? Encoding.UTF8.GetString(bytes, 0, written) : null;
    }
}
