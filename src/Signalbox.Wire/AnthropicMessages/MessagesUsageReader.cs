using System.Runtime.InteropServices;
using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Reads <c>usage</c> (https://docs.anthropic.com/en/api/messages#response-usage). Anthropic counts cached input apart from the rest (R24), ours counts
/// it in. In a stream the counts are cumulative: those of a later event replace those before, the others stay.
/// </summary>
internal sealed class MessagesUsageReader
{
    private const long MostTokens = 1L << 50;
    private long? _input;
    private long? _cacheWrite;
    private long? _cacheRead;
    private long? _output;
    private long? _cacheWriteLong;
    private ServiceClass _serviceClass;

    /// <summary>The counts so far; null when none was reported.</summary>
    public TokenUsage? Usage => _input is null && _output is null && _cacheRead is null && _cacheWrite is null
        ? null
        : new TokenUsage
        {
            Input = _input + (_cacheWrite ?? 0) + (_cacheRead ?? 0),
            Output = _output,
            Cached = _cacheRead,
            CacheWrite = _cacheWrite,
            CacheWriteLong = _cacheWriteLong,
            ServiceClass = _serviceClass,
        };

    /// <summary>Takes the counts of a <c>usage</c> object, a member of <paramref name="parent"/>.</summary>
    public void Read(JsonElement parent)
    {
        if (!parent.TryGet("usage", out var usage) || usage.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in usage.EnumerateObject())
        {
            if (member.IsNamed("input_tokens"))
                _input = Count(member.Value) ?? _input;
            else if (member.IsNamed("output_tokens"))
                _output = Count(member.Value) ?? _output;
            else if (member.IsNamed("cache_creation_input_tokens"))
                _cacheWrite = Count(member.Value) ?? _cacheWrite;
            else if (member.IsNamed("cache_read_input_tokens"))
                _cacheRead = Count(member.Value) ?? _cacheRead;
            else if (member.IsNamed("service_tier") && member.Value.ValueKind == JsonValueKind.String)
                _serviceClass = ServiceClasses.Read(JsonMarshal.GetRawUtf8Value(member.Value)[1..^1]);
            else if (member.IsNamed("cache_creation") && member.Value.TryGet("ephemeral_1h_input_tokens", out var hour))
                _cacheWriteLong = Count(hour) ?? _cacheWriteLong;
        }
    }

    private static long? Count(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && JsonText.TryReadWhole(JsonMarshal.GetRawUtf8Value(value), out var count)
            && count is >= 0 and <= MostTokens
            ? count
            : null;
}
