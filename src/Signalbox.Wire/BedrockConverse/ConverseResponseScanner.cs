using Signalbox.Wire.Json;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// Reads a complete Converse answer (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_ResponseSyntax),
/// without allocating.
/// </summary>
public static class ConverseResponseScanner
{
    /// <summary>Scans the complete body.</summary>
    public static ConverseResponseScan Scan(ReadOnlySpan<byte> body)
    {
        var cursor = new JsonCursor(body);
        if (cursor.Peek() != JsonKind.Object || !cursor.BeginObject())
            return default;
        var scan = new ConverseResponseScan { IsObject = true, IsError = true };
        var error = default(ErrorScan);
        var counts = default(ConverseCounts);
        while (cursor.NextMember(out var name))
        {
            if (name.Is(body, "output"u8))
                scan = scan with { IsError = cursor.Peek() != JsonKind.Object, HasContent = ReadOutput(body, ref cursor) };
            else if (name.Is(body, "stopReason"u8))
                scan = scan with { StopReason = ErrorReader.ReadScalar(ref cursor) };
            else if (name.Is(body, "usage"u8))
                counts.Read(body, ref cursor);
            else if (name.Is(body, "message"u8) || name.Is(body, "Message"u8))
                error = error with { Message = ErrorReader.ReadScalar(ref cursor) };
            else if (name.Is(body, "__type"u8))
                error = error with { Type = ErrorReader.ReadScalar(ref cursor) };
            else
                cursor.Skip();
        }

        if (!cursor.ReadEnd())
            return default;
        return scan with { Usage = counts.Usage, Error = scan.IsError ? error with { Class = ConverseErrors.ClassOf(error.Type.Of(body)) } : default };
    }

    /// <summary>Passes <c>output</c> and tells whether <c>output.message.content</c> has a block.</summary>
    private static bool ReadOutput(ReadOnlySpan<byte> body, ref JsonCursor cursor) =>
        TryEnter(body, ref cursor, "message"u8, isLast: false);

    private static bool TryEnter(ReadOnlySpan<byte> body, ref JsonCursor cursor, ReadOnlySpan<byte> member, bool isLast)
    {
        if (cursor.Peek() != JsonKind.Object)
        {
            cursor.Skip();
            return false;
        }

        var hasContent = false;
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            if (!name.Is(body, member))
                cursor.Skip();
            else if (isLast)
                hasContent |= JsonArray.Skip(ref cursor);
            else
                hasContent |= TryEnter(body, ref cursor, "content"u8, isLast: true);
        }

        return hasContent;
    }
}
