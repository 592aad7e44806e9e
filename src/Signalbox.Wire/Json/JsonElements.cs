using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Signalbox.Wire.Json;

/// <summary>
/// Reads parsed JSON without ever throwing: names and strings may hold half of a surrogate pair, on which <see cref="JsonElement"/> itself throws.
/// </summary>
internal static class JsonElements
{
    /// <summary>The member of that name, the last when there are several. A null counts as absent.</summary>
    public static bool TryGet(this JsonElement element, string name, out JsonElement value)
    {
        value = default;
        if (element.ValueKind != JsonValueKind.Object)
            return false;
        foreach (var member in element.EnumerateObject())
            if (member.IsNamed(name))
                value = member.Value;
        return value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
    }

    /// <summary>The member of that name when it is a string, else null.</summary>
    public static string? TextOf(this JsonElement element, string name) =>
        element.TryGet(name, out var value) && value.ValueKind == JsonValueKind.String ? value.Text() : null;

    /// <summary>The value of a string.</summary>
    public static string Text(this JsonElement element) => JsonText.Decode(JsonMarshal.GetRawUtf8Value(element)[1..^1]);

    /// <summary>The member's name, decoded.</summary>
    public static string DecodedName(this JsonProperty member) => JsonText.Decode(JsonMarshal.GetRawUtf8PropertyName(member));

    /// <summary>Whether the member has that plain name.</summary>
    public static bool IsNamed(this JsonProperty member, string name)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        return Ascii.Equals(raw, name) || (raw.Contains((byte)'\\') && JsonText.Decode(raw) == name);
    }

    /// <summary>The text of the value without white space between its tokens, otherwise as it was sent.</summary>
    public static string Compact(this JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        if (!raw.ContainsAny(" \t\r\n"u8))
            return Encoding.UTF8.GetString(raw);
        var kept = new byte[raw.Length];
        var length = 0;
        var inString = false;
        for (var i = 0; i < raw.Length; i++)
        {
            var unit = raw[i];
            if (!inString && unit is ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                continue;
            kept[length++] = unit;
            if (unit == (byte)'"')
                inString = !inString;
            else if (unit == (byte)'\\' && inString)
                kept[length++] = raw[++i];
        }

        return Encoding.UTF8.GetString(kept, 0, length);
    }

    /// <summary>Writes the value as it was sent, byte by byte: what a prompt cache has seen must not change (R66).</summary>
    public static void WriteRaw(this Utf8JsonWriter writer, JsonElement element) =>
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
}
