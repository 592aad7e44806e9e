using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Reads what messages and outputs of tools are made of: a string, or parts
/// (https://platform.openai.com/docs/api-reference/responses/create, <c>input</c>). Empty text, which several providers refuse (R61), is no part.
/// </summary>
internal static class ResponsesPartReader
{
    /// <summary>Reads the content.</summary>
    /// <param name="item">The item.</param>
    /// <param name="name">The member that holds it: <c>content</c> or <c>output</c>.</param>
    /// <param name="path">The item's place.</param>
    /// <param name="role">Who says it.</param>
    /// <param name="reading">The reading.</param>
    public static List<ContentPart> Read(JsonElement item, string name, string path, TurnRole role, RequestReading reading)
    {
        var parts = new List<ContentPart>();
        item.TryGet(name, out var content);
        path = RequestReading.Join(path, name);
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                if (content.Text() is { Length: > 0 } text)
                    parts.Add(new TextPart(text));
                break;
            case JsonValueKind.Array:
                ReadParts(content, path, role, parts, reading);
                break;
            default:
                reading.Fail(path, "is required: a string or a list of parts.");
                break;
        }

        return parts;
    }

    private static void ReadParts(JsonElement content, string path, TurnRole role, List<ContentPart> parts, RequestReading reading)
    {
        var index = 0;
        foreach (var item in content.EnumerateArray())
        {
            var partPath = $"{path}[{index++}]";
            if (reading.IsObject(item, partPath) && ReadPart(item, partPath, role, reading) is { } part)
                parts.Add(part);
            if (reading.Defect is not null)
                return;
        }
    }

    private static ContentPart? ReadPart(JsonElement part, string path, TurnRole role, RequestReading reading)
    {
        var type = reading.RequiredText(part, "type", path);
        switch (type)
        {
            case "input_text" or "output_text" or "text":
                return reading.RequiredText(part, "text", path) is { Length: > 0 } text ? new TextPart(text) : null;
            case "refusal":
                return reading.RequiredText(part, "refusal", path) is { Length: > 0 } refusal ? new RefusalPart(refusal) : null;
            case "input_image":
                return MayHoldMedia(role, path, reading) ? ResponsesMediaReader.ReadImage(part, path, role, reading) : null;
            case "input_file":
                return MayHoldMedia(role, path, reading) ? ResponsesMediaReader.ReadFile(part, path, role, reading) : null;
            case "input_audio":
                return MayHoldMedia(role, path, reading) ? ResponsesMediaReader.ReadAudio(part, path, reading) : null;
            case var _ when ForeignContent.Responses.DemandFor(type) is { } demand:
                reading.Fail(path + ".type", demand);
                return null;
            default:
                reading.Note(role == TurnRole.Assistant ? ConversationFeature.Unknown : ConversationFeature.UnknownContent, path);
                return null;
        }
    }

    private static bool MayHoldMedia(TurnRole role, string path, RequestReading reading)
    {
        if (role is TurnRole.User or TurnRole.Tool)
            return true;
        reading.Fail(path + ".type", "names a part that only a message of the user or the output of a tool may hold.");
        return false;
    }
}
