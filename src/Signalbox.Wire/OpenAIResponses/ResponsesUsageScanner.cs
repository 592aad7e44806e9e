using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Reads the <c>usage</c> object of a response
/// (https://platform.openai.com/docs/api-reference/responses/object#responses/object-usage).
/// </summary>
internal static class ResponsesUsageScanner
{
    /// <summary>Reads the object that comes next. Counts that are not whole numbers or are negative are left out.</summary>
    public static TokenUsage Read(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        long? input = null, output = null, total = null;
        var read = default(Details);
        var written = default(Details);
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            if (name.Is(json, "input_tokens"u8))
                input = ReadCount(json, ref cursor);
            else if (name.Is(json, "output_tokens"u8))
                output = ReadCount(json, ref cursor);
            else if (name.Is(json, "total_tokens"u8))
                total = ReadCount(json, ref cursor);
            else if (name.Is(json, "input_tokens_details"u8))
                ReadDetails(json, ref cursor, ref read);
            else if (name.Is(json, "output_tokens_details"u8))
                ReadDetails(json, ref cursor, ref written);
            else
                cursor.Skip();
        }

        return new TokenUsage
        {
            Input = input,
            Output = output,
            Total = total,
            Cached = read.Cached,
            CacheWrite = read.CacheWrite,
            Reasoning = written.Reasoning,
            AudioInput = read.Audio,
            AudioOutput = written.Audio,
        };
    }

    private static void ReadDetails(ReadOnlySpan<byte> json, ref JsonCursor cursor, ref Details details)
    {
        if (cursor.Peek() != JsonKind.Object)
        {
            cursor.Skip();
            return;
        }

        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            if (name.Is(json, "cached_tokens"u8))
                details.Cached = ReadCount(json, ref cursor);
            else if (name.Is(json, "reasoning_tokens"u8))
                details.Reasoning = ReadCount(json, ref cursor);
            else if (name.Is(json, "audio_tokens"u8))
                details.Audio = ReadCount(json, ref cursor);
            else if (name.Is(json, "cache_write_tokens"u8))
                details.CacheWrite = ReadCount(json, ref cursor);
            else
                cursor.Skip();
        }
    }

    private static long? ReadCount(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        var isNumber = cursor.Peek() == JsonKind.Number;
        return cursor.Skip(out var token) && isNumber && JsonText.TryReadWhole(token.Of(json), out var value) && value >= 0
            ? value
            : null;
    }

    private struct Details
    {
        public long? Cached;
        public long? CacheWrite;
        public long? Reasoning;
        public long? Audio;
    }
}
