using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads a <c>usage</c> object, with the spellings that compatible servers have for the same counts.</summary>
internal static class ChatUsageReader
{
    /// <summary>Reads the object that comes next. Counts that are not whole numbers or are negative are left out.</summary>
    public static TokenUsage Read(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        long? input = null, output = null, total = null;
        long? cacheHit = null, cost = null;
        var prompt = default(Details);
        var completion = default(Details);
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            if (name.Is(json, "prompt_tokens"u8))
                input = ReadCount(json, ref cursor);
            else if (name.Is(json, "completion_tokens"u8))
                output = ReadCount(json, ref cursor);
            else if (name.Is(json, "total_tokens"u8))
                total = ReadCount(json, ref cursor);
            else if (name.Is(json, "prompt_tokens_details"u8))
                ReadDetails(json, ref cursor, ref prompt);
            else if (name.Is(json, "completion_tokens_details"u8))
                ReadDetails(json, ref cursor, ref completion);
            else if (name.Is(json, "prompt_cache_hit_tokens"u8) || name.Is(json, "cached_tokens"u8)
                     || name.Is(json, "cache_read_input_tokens"u8))
                // DeepSeek, Moonshot, and servers that speak for Anthropic put the cache reads here.
                cacheHit = ReadCount(json, ref cursor) ?? cacheHit;
            else if (name.Is(json, "cache_creation_input_tokens"u8))
                prompt.CacheWrite = ReadCount(json, ref cursor) ?? prompt.CacheWrite;
            else if (name.Is(json, "reasoning_tokens"u8))
                completion.Reasoning = ReadCount(json, ref cursor) ?? completion.Reasoning;
            else if (name.Is(json, "cost"u8))
                cost = ReportedCost.Read(json, ref cursor);
            else
                cursor.Skip();
        }

        return new TokenUsage
        {
            Input = input,
            Output = output,
            Total = total,
            Cached = prompt.Cached ?? cacheHit,
            CacheWrite = prompt.CacheWrite,
            Reasoning = completion.Reasoning,
            AudioInput = prompt.Audio,
            AudioOutput = completion.Audio,
            CostMicros = cost,
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
            else if (name.Is(json, "cache_write_tokens"u8) || name.Is(json, "cache_creation_tokens"u8)
                     || name.Is(json, "cache_creation_input_tokens"u8))
                details.CacheWrite = ReadCount(json, ref cursor) ?? details.CacheWrite;
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
