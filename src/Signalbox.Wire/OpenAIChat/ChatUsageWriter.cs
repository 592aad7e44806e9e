using System.Text.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Writes token counts in OpenAI's form (https://platform.openai.com/docs/api-reference/chat/object#chat-object-usage).</summary>
internal static class ChatUsageWriter
{
    /// <summary>Writes an object. The three counts that clients add up are always there; the details only where they were reported (R27).</summary>
    public static void Write(TokenUsage usage, Utf8JsonWriter writer)
    {
        var input = usage.Input ?? 0;
        var output = usage.Output ?? 0;
        writer.WriteStartObject();
        writer.WriteNumber("prompt_tokens"u8, input);
        writer.WriteNumber("completion_tokens"u8, output);
        writer.WriteNumber("total_tokens"u8, usage.Total ?? (input > long.MaxValue - output ? long.MaxValue : input + output));
        if (usage.Cached is not null || usage.CacheWrite is not null || usage.AudioInput is not null)
        {
            writer.WriteStartObject("prompt_tokens_details"u8);
            WriteCount(writer, "cached_tokens"u8, usage.Cached);
            WriteCount(writer, "cache_write_tokens"u8, usage.CacheWrite);
            WriteCount(writer, "audio_tokens"u8, usage.AudioInput);
            writer.WriteEndObject();
        }

        if (usage.Reasoning is not null || usage.AudioOutput is not null)
        {
            writer.WriteStartObject("completion_tokens_details"u8);
            WriteCount(writer, "reasoning_tokens"u8, usage.Reasoning);
            WriteCount(writer, "audio_tokens"u8, usage.AudioOutput);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? count)
    {
        if (count is { } known)
            writer.WriteNumber(name, known);
    }
}
