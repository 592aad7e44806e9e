using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Reads images (https://platform.openai.com/docs/guides/images-vision), files (https://platform.openai.com/docs/guides/pdf-files) and sound.
/// </summary>
internal static class ResponsesMediaReader
{
    /// <summary>Reads an <c>input_image</c>.</summary>
    public static ImagePart? ReadImage(JsonElement part, string path, TurnRole role, RequestReading reading)
    {
        if (role == TurnRole.Tool)
            reading.Note(ConversationFeature.ToolResultImage, path);
        var detail = reading.OptionalText(part, "detail", path);
        if (detail is not (null or "auto"))
            reading.Note(ConversationFeature.ImageDetail, path + ".detail");
        if (reading.OptionalText(part, "file_id", path) is { Length: > 0 } id)
        {
            reading.Note(ConversationFeature.ImageFile, path + ".file_id");
            return new ImagePart(MediaSource.File(id), detail);
        }

        const string demand = "must be an address (https://...) or a data: URL in base64 with its media type.";
        if (ReadAddress(part, "image_url", demand, path, reading) is not { } source)
            return null;
        if (source.TooLargeFor(reading.Into.MaxImageBytes) is { } tooLarge)
            reading.Fail(path + ".image_url", tooLarge);
        reading.Note(source.Data is null ? ConversationFeature.ImageUrl : ConversationFeature.ImageInline, path + ".image_url");
        return new ImagePart(source, detail);
    }

    /// <summary>Reads an <c>input_file</c>.</summary>
    public static DocumentPart? ReadFile(JsonElement part, string path, TurnRole role, RequestReading reading)
    {
        if (role == TurnRole.Tool)
            reading.Note(ConversationFeature.ToolResultDocument, path);
        var name = reading.OptionalText(part, "filename", path);
        if (reading.OptionalText(part, "file_id", path) is { Length: > 0 } id)
        {
            reading.Note(ConversationFeature.DocumentFile, path + ".file_id");
            return new DocumentPart(MediaSource.File(id), name);
        }

        var member = part.TryGet("file_url", out _) ? "file_url" : "file_data";
        var demand = member == "file_url"
            ? "must be an address (https://...)."
            : "must be a data: URL in base64 with its media type, such as data:application/pdf;base64,...";
        if (ReadAddress(part, member, demand, path, reading) is not { } source)
            return null;
        reading.Note(source.Data is null ? ConversationFeature.DocumentUrl : ConversationFeature.DocumentInline, $"{path}.{member}");
        return new DocumentPart(source, name);
    }

    /// <summary>Reads an <c>input_audio</c>.</summary>
    public static AudioPart ReadAudio(JsonElement part, string path, RequestReading reading)
    {
        var audioPath = path + ".input_audio";
        var audio = reading.OptionalObject(part, "input_audio", path);
        reading.Note(ConversationFeature.AudioInput, audioPath);
        return new AudioPart(reading.RequiredText(audio, "data", audioPath), reading.RequiredText(audio, "format", audioPath));
    }

    /// <summary>Bare base64, a common mistake, is neither an address nor a <c>data:</c> URL.</summary>
    private static MediaSource? ReadAddress(JsonElement part, string member, string demand, string path, RequestReading reading)
    {
        if (MediaSource.Parse(reading.OptionalText(part, member, path) ?? "") is { } source)
            return source;
        reading.Fail($"{path}.{member}", demand);
        return null;
    }
}
