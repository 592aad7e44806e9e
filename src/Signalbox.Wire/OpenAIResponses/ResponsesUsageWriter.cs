using System.Buffers;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Writes <c>usage</c> (https://platform.openai.com/docs/api-reference/responses/object#responses/object-usage). Where nothing was reported there is none
/// (R27). Programs read the counts of a reported usage without a look whether they are there, so those that are missing are 0.
/// </summary>
internal static class ResponsesUsageWriter
{
    /// <summary>Writes the object.</summary>
    public static void Write(IBufferWriter<byte> output, in TokenUsage counts)
    {
        var input = counts.Input ?? 0;
        var answer = counts.Output ?? 0;
        output.WriteNumber("{\"input_tokens\":"u8, input);
        output.WriteNumber(",\"input_tokens_details\":{\"cached_tokens\":"u8, counts.Cached ?? 0);
        output.WriteNumber(",\"cache_write_tokens\":"u8, counts.CacheWrite ?? 0);
        output.WriteNumber("},\"output_tokens\":"u8, answer);
        output.WriteNumber(",\"output_tokens_details\":{\"reasoning_tokens\":"u8, counts.Reasoning ?? 0);
        output.WriteNumber("},\"total_tokens\":"u8, counts.Total ?? (input > long.MaxValue - answer ? long.MaxValue : input + answer));
        output.Write("}"u8);
    }
}
