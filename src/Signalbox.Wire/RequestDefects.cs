using System.Buffers;
using System.Text.Unicode;
using Signalbox.Wire.Json;

namespace Signalbox.Wire;

/// <summary>The defects that a request of any dialect can have, in words. Field names appear only when they are plain identifiers.</summary>
internal static class RequestDefects
{
    private static readonly SearchValues<byte> IdentifierBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."u8);

    public static RequestDefect Empty { get; } =
        new("The request body is empty. Send a JSON object with \"model\" and \"messages\".", null);

    public static RequestDefect ByteOrderMark { get; } =
        new("The request body starts with a byte order mark. Send UTF-8 without one.", null);

    public static RequestDefect NotAnObject { get; } =
        new("The request body must be a JSON object with \"model\" and \"messages\".", null);

    public static RequestDefect TooManyFields { get; } =
        new($"The request body has more than {MemberNames.Limit} top-level fields. Remove those the API does not define.", null);

    public static RequestDefect FieldNameTooLong { get; } =
        new($"The request body has a top-level field whose name is longer than {MemberNames.MaxNameBytes} bytes. Remove it.", null);

    public static RequestDefect FieldNameNotText { get; } =
        new("The request body has a top-level field whose name holds an incomplete surrogate pair. Remove it.", null);

    public static RequestDefect ModelMissing { get; } =
        new("You must provide a \"model\" parameter. Name one of the models listed by GET /v1/models.", "model");

    public static RequestDefect ModelNotString { get; } =
        new("\"model\" must be a string. Name one of the models listed by GET /v1/models.", "model");

    public static RequestDefect ModelEmpty { get; } =
        new("\"model\" must not be empty. Name one of the models listed by GET /v1/models.", "model");

    public static RequestDefect ModelTooLong { get; } =
        new($"\"model\" is longer than {ModelField.MaxBytes} bytes. Name one of the models listed by GET /v1/models.", "model");

    public static RequestDefect ModelNotText { get; } =
        new("\"model\" holds an incomplete surrogate pair. Name one of the models listed by GET /v1/models.", "model");

    public static RequestDefect MessagesMissing { get; } =
        new("You must provide a \"messages\" parameter: an array with at least one message.", "messages");

    public static RequestDefect MessagesNotArray { get; } =
        new("\"messages\" must be an array with at least one message.", "messages");

    public static RequestDefect MessagesEmpty { get; } =
        new("\"messages\" is empty. Send at least one message.", "messages");

    public static RequestDefect StreamNotBoolean { get; } =
        new("\"stream\" must be true, false or null.", "stream");

    public static RequestDefect NotWholeNumber(string field) =>
        new($"\"{field}\" must be a whole number or null.", field);

    public static RequestDefect Duplicate(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > 64 || name.ContainsAnyExcept(IdentifierBytes))
            return new("The request body has a top-level field more than once. Send each field once.", null);
        var text = System.Text.Encoding.ASCII.GetString(name);
        return new($"The request body has the field \"{text}\" more than once. Send it once.", text);
    }

    public static RequestDefect NotUtf8(ReadOnlySpan<byte> body) =>
        new($"The request body is not valid UTF-8 at byte {FirstInvalidByte(body)}. Encode it as UTF-8.", null);

    public static RequestDefect Malformed(JsonFault fault, int position) => fault switch
    {
        JsonFault.UnexpectedEnd => new(
            $"The request body is not valid JSON: it ends too early, at byte {position}. Send the complete object.", null),
        JsonFault.ControlCharacterInString => new(
            $"The request body is not valid JSON: a string holds a raw control character at byte {position}. Escape it.", null),
        JsonFault.BadEscape => new(
            $"The request body is not valid JSON: a string holds an unknown escape at byte {position}. Escape a backslash as \\\\.", null),
        JsonFault.BadNumber => new(
            $"The request body is not valid JSON: a number is malformed at byte {position}.", null),
        JsonFault.TooDeep => new(
            $"The request body is nested deeper than {RequestBody.MaxDepth} levels at byte {position}. Flatten it.", null),
        JsonFault.TrailingData => new(
            $"The request body goes on after the JSON object, at byte {position}. Send exactly one object.", null),
        _ => new($"The request body is not valid JSON: unexpected character at byte {position}.", null),
    };

    private static long FirstInvalidByte(ReadOnlySpan<byte> body)
    {
        Span<char> scratch = stackalloc char[1024];
        long offset = 0;
        while (true)
        {
            var status = Utf8.ToUtf16(body, scratch, out var read, out _, replaceInvalidSequences: false);
            offset += read;
            if (status != OperationStatus.DestinationTooSmall)
                return offset;
            body = body[read..];
        }
    }
}
