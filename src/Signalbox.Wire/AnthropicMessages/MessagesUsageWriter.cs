using System.Buffers;
using System.Buffers.Text;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Writes <c>usage</c> as Anthropic counts (https://docs.anthropic.com/en/api/messages#response-usage): cached input apart from the rest (R24). Counts
/// that clients take for granted are 0 when they are not known; those of the cache are then left out (R27).
/// </summary>
internal static class MessagesUsageWriter
{
    /// <summary>Writes the object.</summary>
    public static void Write(IBufferWriter<byte> output, in TokenUsage usage)
    {
        output.Write("{\"input_tokens\":"u8);
        Write(output, Math.Max(0, (usage.Input ?? 0) - (usage.Cached ?? 0) - (usage.CacheWrite ?? 0)));
        if (usage.CacheWrite is { } written)
        {
            output.Write(",\"cache_creation_input_tokens\":"u8);
            Write(output, written);
        }

        if (usage.Cached is { } read)
        {
            output.Write(",\"cache_read_input_tokens\":"u8);
            Write(output, read);
        }

        output.Write(",\"output_tokens\":"u8);
        Write(output, usage.Output ?? 0);
        output.Write("}"u8);
    }

    /// <summary>Writes a number.</summary>
    public static void Write(IBufferWriter<byte> output, long value)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(20), out var written);
        output.Advance(written);
    }
}
