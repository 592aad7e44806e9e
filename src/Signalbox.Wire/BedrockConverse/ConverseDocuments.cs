using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// Writes images (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ImageBlock.html) and documents
/// (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_DocumentBlock.html) of one request. A document must have a name that no other
/// has, and AWS warns that models may take it for an instruction: it is a number in the order of the documents, which stays as a conversation grows.
/// </summary>
internal sealed class ConverseDocuments
{
    private int _count;

    /// <summary>Writes an <c>image</c> block.</summary>
    public static void WriteImage(ImagePart image, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("image");
        writer.WriteString("format", Subtype(image.Source.MediaType) is var format && format == "jpg" ? "jpeg" : format);
        WriteBytes(image.Source.Data!, writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes a <c>document</c> block.</summary>
    public void WriteDocument(DocumentPart document, Utf8JsonWriter writer)
    {
        var format = FormatOf(document.Source.MediaType);
        writer.WriteStartObject();
        writer.WriteStartObject("document");
        writer.WriteString("format", format);
        writer.WriteString("name", "Document " + (++_count).ToString(CultureInfo.InvariantCulture));
        var data = document.Source.Data!;
        // What is no base64 is text already.
        WriteBytes(format is "txt" or "md" or "html" or "csv" && !Base64.IsValid(data) ? Convert.ToBase64String(Encoding.UTF8.GetBytes(data)) : data, writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The format for a media type. One that Converse does not have goes by its own name, so that it is refused and not dropped.</summary>
    private static string FormatOf(string? mediaType)
    {
        var type = (mediaType ?? "").ToLowerInvariant();
        return type switch
        {
            "text/markdown" or "text/x-markdown" => "md",
            "text/html" => "html",
            "text/csv" => "csv",
            "application/msword" => "doc",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
            "application/vnd.ms-excel" => "xls",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
            "application/json" or "application/xml" or "application/yaml" => "txt",
            _ => type.StartsWith("text/", StringComparison.Ordinal) ? "txt" : Subtype(type),
        };
    }

    private static string Subtype(string? mediaType)
    {
        var type = (mediaType ?? "").ToLowerInvariant();
        return type[(type.IndexOf('/', StringComparison.Ordinal) + 1)..];
    }

    private static void WriteBytes(string data, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("source");
        writer.WriteString("bytes", data);
        writer.WriteEndObject();
    }
}
