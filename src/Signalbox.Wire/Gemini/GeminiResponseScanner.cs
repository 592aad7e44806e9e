using Signalbox.Wire.Json;

namespace Signalbox.Wire.Gemini;

/// <summary>Reads a complete <c>generateContent</c> answer (https://ai.google.dev/api/generate-content#generatecontentresponse), without allocating.</summary>
public static class GeminiResponseScanner
{
    /// <summary>Scans the complete body.</summary>
    public static GeminiResponseScan Scan(ReadOnlySpan<byte> body)
    {
        var cursor = new JsonCursor(body);
        if (cursor.Peek() != JsonKind.Array)
        {
            var whole = ReadAnswer(body, ref cursor);
            return cursor.ReadEnd() ? whole : default;
        }

        // Errors of streaming methods come in a list.
        cursor.BeginArray();
        var first = cursor.NextElement() ? ReadAnswer(body, ref cursor) : default;
        while (cursor.NextElement())
            cursor.Skip();
        return cursor.ReadEnd() && first.IsError ? first : default;
    }

    private static GeminiResponseScan ReadAnswer(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        if (cursor.Peek() != JsonKind.Object)
        {
            cursor.Skip();
            return default;
        }

        var counts = default(GeminiCounts);
        var error = default(ErrorScan);
        var isError = false;
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            if (name.Is(json, "error"u8) && cursor.Peek() != JsonKind.Null)
            {
                isError = true;
                error = ReadError(json, ref cursor);
            }
            else if (name.Is(json, "usageMetadata"u8))
            {
                counts.Read(json, ref cursor);
            }
            else
            {
                cursor.Skip();
            }
        }

        return new GeminiResponseScan { IsObject = true, IsError = isError, Error = error, Usage = counts.Usage };
    }

    private static ErrorScan ReadError(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        var error = default(ErrorScan);
        if (cursor.Peek() != JsonKind.Object)
            return error with { Message = ErrorReader.ReadScalar(ref cursor) };
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            if (name.Is(json, "message"u8))
                error = error with { Message = ErrorReader.ReadScalar(ref cursor) };
            else if (name.Is(json, "status"u8))
                error = error with { Type = ErrorReader.ReadScalar(ref cursor) };
            else if (name.Is(json, "code"u8))
                error = error with { Code = ErrorReader.ReadScalar(ref cursor) };
            else
                cursor.Skip();
        }

        return error with { Class = GeminiWords.ClassOf(error.Type.Of(json), error.Code.Of(json)) };
    }
}
