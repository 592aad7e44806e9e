using System.Runtime.InteropServices;
using System.Text.Json;

namespace Signalbox.Wire.Json;

/// <summary>
/// Reads parsed JSON without the exceptions of <see cref="JsonElement"/>, which throws on a string that holds half a surrogate pair
/// (<c>"\ud800"</c>): legal JSON that any caller can send.
/// </summary>
internal static class RawElement
{
    /// <summary>The value as it stands in the text.</summary>
    public static ReadOnlySpan<byte> Bytes(JsonElement value) => JsonMarshal.GetRawUtf8Value(value);

    /// <summary>What a string stands for.</summary>
    public static string Text(JsonElement text) => JsonText.Decode(Bytes(text)[1..^1]);

    /// <summary>A member's name.</summary>
    public static string Name(JsonProperty member) => JsonText.Decode(JsonMarshal.GetRawUtf8PropertyName(member));

    /// <summary>Reads a number that has a whole value.</summary>
    public static bool TryReadWhole(JsonElement number, out long value) => JsonText.TryReadWhole(Bytes(number), out value);

    /// <summary>Finds a member of an object; undefined when it is missing or the value is no object.</summary>
    public static JsonElement Member(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                if (Name(member) == name)
                    return member.Value;
            }
        }

        return default;
    }

    /// <summary>Writes a value as it stands in the text it was read from.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement value) => writer.WriteRawValue(Bytes(value), skipInputValidation: true);
}
