using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads a message's <c>content</c>: a string, null, or parts. Empty text, which several providers refuse (R61), is no part.</summary>
internal static class ChatPartsReader
{
    public static void Read(ChatReading reading, JsonElement content, string message, List<ContentPart> into, TurnRole role)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return;
            case JsonValueKind.String:
                if (RawElement.Text(content) is { Length: > 0 } text)
                    into.Add(new TextPart(text));
                return;
            case JsonValueKind.Array:
                ReadParts(reading, content, message, into, role);
                return;
            default:
                reading.Fail("must be a string, an array of content parts or null.", message, ".content");
                return;
        }
    }

    private static void ReadParts(ChatReading reading, JsonElement content, string message, List<ContentPart> into, TurnRole role)
    {
        var index = 0;
        foreach (var item in content.EnumerateArray())
        {
            var at = $"{message}.content[{index++}]";
            if (item.ValueKind != JsonValueKind.Object)
                reading.Fail("must be an object with \"type\".", at);
            else if (ReadPart(reading, item, at, role) is { } part)
                Add(reading, item, at, part, into, role);
            if (reading.Failed)
                return;
        }
    }

    private static void Add(ChatReading reading, JsonElement item, string at, ContentPart part, List<ContentPart> into, TurnRole role)
    {
        if (part is ImagePart && role == TurnRole.Tool)
            reading.Note(ConversationFeature.ToolResultImage, at);
        else if (part is DocumentPart && role == TurnRole.Tool)
            reading.Note(ConversationFeature.ToolResultDocument, at);
        into.Add(reading.Cache(RawElement.Member(item, "cache_control"), at) is { } cache ? part with { Cache = cache } : part);
    }

    private static ContentPart? ReadPart(ChatReading reading, JsonElement item, string at, TurnRole role)
    {
        var type = reading.RequiredText(RawElement.Member(item, "type"), at, ".type");
        switch (type)
        {
            case "text":
                var text = RawElement.Member(item, "text");
                if (text.ValueKind != JsonValueKind.String)
                    reading.Fail("must be a string.", at, ".text");
                return reading.Text(text, at, ".text") is { Length: > 0 } words ? new TextPart(words) : null;
            case "refusal":
                return new RefusalPart(reading.RequiredText(RawElement.Member(item, "refusal"), at, ".refusal"));
            case "image_url":
                return ReadImage(reading, RawElement.Member(item, "image_url"), at);
            case "input_audio":
                var audio = RawElement.Member(item, "input_audio");
                reading.Note(ConversationFeature.AudioInput, at, ".input_audio");
                return new AudioPart(
                    reading.RequiredText(RawElement.Member(audio, "data"), at, ".input_audio.data"),
                    reading.RequiredText(RawElement.Member(audio, "format"), at, ".input_audio.format"));
            case "file":
                return ReadFile(reading, RawElement.Member(item, "file"), at);
            case "thinking" or "redacted_thinking":
                return ChatReasoningHistoryReader.ReadThinking(reading, item, at);
            case "video_url" or "input_video":
                reading.Note(ConversationFeature.Video, at);
                return null;
            case var _ when ForeignContent.Chat.DemandFor(type) is { } demand:
                reading.Fail(demand, at, ".type");
                return null;
            default:
                reading.Note(role == TurnRole.Assistant ? ConversationFeature.Unknown : ConversationFeature.UnknownContent, at, ".type");
                return null;
        }
    }

    private static ImagePart? ReadImage(ChatReading reading, JsonElement image, string at)
    {
        // The address alone in place of the object is what several compatible servers take as well.
        var isText = image.ValueKind == JsonValueKind.String;
        var url = reading.RequiredText(isText ? image : RawElement.Member(image, "url"), at, ".image_url.url");
        if (reading.Failed)
            return null;
        if (MediaSource.Parse(url) is not { } source)
        {
            reading.Fail("must be an address (https://...) or a data: URL in base64 with its media type.", at, ".image_url.url");
            return null;
        }

        if (source.TooLargeFor(reading.Request.MaxImageBytes) is { } demand)
            reading.Fail(demand, at, ".image_url.url");
        reading.Note(source.Data is null ? ConversationFeature.ImageUrl : ConversationFeature.ImageInline, at, ".image_url");
        var detail = reading.Text(RawElement.Member(image, "detail"), at, ".image_url.detail");
        if (detail is not (null or "auto"))
            reading.Note(ConversationFeature.ImageDetail, at, ".image_url.detail");
        return new ImagePart(source, detail);
    }

    private static DocumentPart? ReadFile(ChatReading reading, JsonElement file, string at)
    {
        var name = reading.Text(RawElement.Member(file, "filename"), at, ".file.filename");
        if (reading.Text(RawElement.Member(file, "file_id"), at, ".file.file_id") is { Length: > 0 } id)
        {
            reading.Note(ConversationFeature.DocumentFile, at, ".file");
            return new DocumentPart(MediaSource.File(id), name);
        }

        var data = reading.RequiredText(RawElement.Member(file, "file_data"), at, ".file.file_data");
        if (reading.Failed)
            return null;
        if (MediaSource.Parse(data) is not { } source)
        {
            reading.Fail("must be a data: URL in base64 with its media type, such as data:application/pdf;base64,...", at, ".file.file_data");
            return null;
        }

        reading.Note(source.Data is null ? ConversationFeature.DocumentUrl : ConversationFeature.DocumentInline, at, ".file");
        return new DocumentPart(source, name);
    }
}
