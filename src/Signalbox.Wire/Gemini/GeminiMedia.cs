using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.Gemini;

/// <summary>
/// Writes images, documents and sound as <c>inlineData</c> or, by address, as <c>fileData</c>: Google's own files and buckets as well as
/// public https addresses, which the provider fetches (https://ai.google.dev/gemini-api/docs/file-input-methods).
/// </summary>
internal static class GeminiMedia
{
    private const string Pdf = "application/pdf";

    /// <summary>Whether the part is one of these and can be sent; a file that lies at another provider cannot.</summary>
    public static bool IsWritable(ContentPart part) => part is AudioPart || SourceOf(part) is { FileId: null };

    /// <summary>Whether the part is one of these and holds the content itself.</summary>
    public static bool IsInline(ContentPart part) => SourceOf(part) is { Data: not null };

    /// <summary>Writes the member of a part that holds it.</summary>
    public static void Write(ContentPart part, Utf8JsonWriter writer)
    {
        if (part is AudioPart audio)
        {
            WriteInline($"audio/{audio.Format}", audio.Data, writer);
            return;
        }

        var source = SourceOf(part)!;
        if (source.Data is { } data)
        {
            WriteInline(Plain(source.MediaType!), data, writer);
            return;
        }

        writer.WriteStartObject("fileData");
        writer.WriteString("mimeType", Guess(source.Url!, part is ImagePart ? "image/jpeg" : Pdf));
        writer.WriteString("fileUri", source.Url);
        writer.WriteEndObject();
    }

    private static MediaSource? SourceOf(ContentPart part) => part switch
    {
        ImagePart image => image.Source,
        DocumentPart document => document.Source,
        _ => null,
    };

    private static void WriteInline(string mediaType, string data, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("inlineData");
        writer.WriteString("mimeType", mediaType);
        writer.WriteString("data", data);
        writer.WriteEndObject();
    }

    /// <summary>Text of every kind is plain text, the one kind that all models take.</summary>
    private static string Plain(string mediaType) => mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) ? "text/plain" : mediaType;

    /// <summary>Vertex AI demands the type of what lies at an address; its ending is all that is known of it.</summary>
    private static string Guess(string url, string otherwise)
    {
        var end = url.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? url : url[..end];
        return path[Math.Max(0, path.LastIndexOf('.'))..].ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".webp" => "image/webp",
            ".gif" => "image/gif",
            ".heic" => "image/heic",
            ".heif" => "image/heif",
            ".pdf" => Pdf,
            ".txt" or ".md" or ".csv" or ".html" or ".xml" => "text/plain",
            _ => otherwise,
        };
    }
}
