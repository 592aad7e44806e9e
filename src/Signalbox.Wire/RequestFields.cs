using System.Text;
using Signalbox.Wire.Json;

namespace Signalbox.Wire;

/// <summary>
/// Reads the values of fields that several dialects have. Each reads or skips the whole value unless it tells a defect; a
/// fault in the JSON itself stays with the cursor.
/// </summary>
internal static class RequestFields
{
    /// <summary>Reads <c>model</c>.</summary>
    public static RequestDefect? ReadModel(ReadOnlySpan<byte> body, ref JsonCursor cursor, out ModelField model)
    {
        model = default;
        if (cursor.Peek() != JsonKind.String)
            return WrongType(ref cursor, RequestDefects.ModelNotString);
        if (!cursor.ReadString(out var text))
            return null;
        model = new ModelField(text.Token, text.Escaped);
        var length = text.Content.Length;
        if (text.Escaped)
        {
            // An escape makes six bytes of one at worst.
            if (length > ModelField.MaxBytes * 6)
                return RequestDefects.ModelTooLong;
            Span<char> units = stackalloc char[ModelField.MaxBytes * 6];
            if (!JsonText.TryDecode(text.Content.Of(body), units, out var count))
                return RequestDefects.ModelNotText;
            length = Encoding.UTF8.GetByteCount(units[..count]);
        }

        return length == 0 ? RequestDefects.ModelEmpty
            : length > ModelField.MaxBytes ? RequestDefects.ModelTooLong
            : null;
    }

    /// <summary>Reads <c>stream</c>.</summary>
    public static RequestDefect? ReadStream(ref JsonCursor cursor, out bool stream)
    {
        var kind = cursor.Peek();
        stream = kind == JsonKind.True;
        if (kind is not (JsonKind.True or JsonKind.False or JsonKind.Null))
            return WrongType(ref cursor, RequestDefects.StreamNotBoolean);
        cursor.Skip();
        return null;
    }

    /// <summary>Reads a whole number; null and negative ones (some servers' "unlimited") leave <paramref name="count"/> null.</summary>
    public static RequestDefect? ReadCount(ReadOnlySpan<byte> body, ref JsonCursor cursor, string field, out long? count)
    {
        count = null;
        var kind = cursor.Peek();
        if (kind is not (JsonKind.Number or JsonKind.Null))
            return WrongType(ref cursor, RequestDefects.NotWholeNumber(field));
        if (!cursor.Skip(out var token) || kind == JsonKind.Null)
            return null;
        if (!JsonText.TryReadWhole(token.Of(body), out var value))
            return RequestDefects.NotWholeNumber(field);
        count = value < 0 ? null : value;
        return null;
    }

    /// <summary>A wrong type is told as such only where a JSON value stands at all.</summary>
    public static RequestDefect? WrongType(ref JsonCursor cursor, RequestDefect defect) => cursor.Skip() ? defect : null;
}
