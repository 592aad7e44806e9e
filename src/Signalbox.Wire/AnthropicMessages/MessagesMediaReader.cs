using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Reads images (https://docs.anthropic.com/en/docs/build-with-claude/vision) and documents
/// (https://docs.anthropic.com/en/docs/build-with-claude/pdf-support).
/// </summary>
internal static class MessagesMediaReader
{
    /// <summary>Reads an <c>image</c> block.</summary>
    public static ImagePart? ReadImage(JsonElement block, string path, RequestReading reading)
    {
        if (!TryGetSource(block, path, reading, out var source, out var type))
            return null;
        var (media, feature) = Place(source, type, path, reading, isImage: true);
        if (media is null)
            return null;
        if (media.TooLargeFor(reading.Into.MaxImageBytes) is { } demand)
            reading.Fail(path + ".source.data", demand);
        reading.Note(feature, path);
        return new ImagePart(media, null);
    }

    /// <summary>Reads a <c>document</c> block.</summary>
    public static DocumentPart? ReadDocument(JsonElement block, string path, RequestReading reading)
    {
        if (!TryGetSource(block, path, reading, out var source, out var type))
            return null;
        var (media, feature) = Place(source, type, path, reading, isImage: false);
        if (media is null)
            return null;
        reading.Note(feature, path);
        var citations = reading.OptionalObject(block, "citations", path);
        if (reading.OptionalFlag(citations, "enabled", path + ".citations") == true)
            reading.Note(ConversationFeature.Citations, path + ".citations");
        if (block.TryGet("context", out _))
            reading.Note(ConversationFeature.Unknown, path + ".context");
        return new DocumentPart(media, reading.OptionalText(block, "title", path));
    }

    private static bool TryGetSource(JsonElement block, string path, RequestReading reading, out JsonElement source, out string type)
    {
        type = "";
        source = reading.OptionalObject(block, "source", path);
        if (source.ValueKind != JsonValueKind.Object)
        {
            reading.Fail(path + ".source", "is required and must be an object.");
            return false;
        }

        type = reading.RequiredText(source, "type", path + ".source");
        return reading.Defect is null;
    }

    private static (MediaSource? Media, ConversationFeature Feature) Place(
        JsonElement source, string type, string path, RequestReading reading, bool isImage)
    {
        var sourcePath = path + ".source";
        switch (type)
        {
            case "url":
                var address = MediaSource.Parse(reading.RequiredText(source, "url", sourcePath));
                if (address is null)
                    reading.Fail(sourcePath + ".url", "must be an address (https://...). Content itself goes in a source of the type \"base64\".");
                return (address, address?.Data is null
                    ? isImage ? ConversationFeature.ImageUrl : ConversationFeature.DocumentUrl
                    : isImage ? ConversationFeature.ImageInline : ConversationFeature.DocumentInline);
            case "file":
                return (MediaSource.File(reading.RequiredText(source, "file_id", sourcePath)),
                    isImage ? ConversationFeature.ImageFile : ConversationFeature.DocumentFile);
            case "base64":
                var data = reading.RequiredText(source, "data", sourcePath);
                if (!Base64.IsValid(data))
                    reading.Fail(sourcePath + ".data", "is not base64. Encode the file's bytes, without a \"data:\" prefix.");
                return (MediaSource.Inline(reading.RequiredText(source, "media_type", sourcePath), data),
                    isImage ? ConversationFeature.ImageInline : ConversationFeature.DocumentInline);
            case "text" when !isImage:
                return (PlainText(reading.RequiredText(source, "data", sourcePath)), ConversationFeature.DocumentInline);
            case "content" when !isImage:
                return (PlainText(ReadBlocks(source, sourcePath, reading)), ConversationFeature.DocumentInline);
            default:
                reading.Note(ConversationFeature.UnknownContent, path);
                return (null, ConversationFeature.UnknownContent);
        }
    }

    /// <summary>The text of a document that is made of blocks; blocks of other kinds cannot be carried over, which is noted.</summary>
    private static string ReadBlocks(JsonElement source, string path, RequestReading reading)
    {
        if (source.TryGet("content", out var content) && content.ValueKind == JsonValueKind.String)
            return content.Text();
        var texts = new List<string>();
        var index = 0;
        foreach (var block in reading.OptionalList(source, "content", path))
        {
            var blockPath = $"{path}.content.{index++}";
            if (block.TextOf("type") == "text")
                texts.Add(reading.RequiredText(block, "text", blockPath));
            else
                reading.Note(ConversationFeature.UnknownContent, blockPath);
        }

        return string.Join('\n', texts);
    }

    private static MediaSource PlainText(string text) => MediaSource.Inline("text/plain", Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
}
