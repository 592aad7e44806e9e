using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>The response that an event of a stream carries (https://platform.openai.com/docs/api-reference/responses-streaming/response/completed).</summary>
public static class ResponsesEventObject
{
    /// <summary>Where it stands in the event's data; not present when there is none.</summary>
    public static ByteRange Find(ReadOnlySpan<byte> data)
    {
        ByteRange found = default;
        var cursor = new JsonCursor(data);
        if (cursor.Peek() != JsonKind.Object)
            return found;
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            var isObject = cursor.Peek() == JsonKind.Object;
            cursor.Skip(out var value);
            if (isObject && name.Is(data, "response"u8))
                found = value;
        }

        return cursor.ReadEnd() ? found : default;
    }
}
