using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// The counts of a Messages answer in Anthropic's own words, where <c>input_tokens</c> leaves out what the cache served or
/// took (https://docs.anthropic.com/en/api/messages#response-usage). A stream tells them twice, first in
/// <c>message_start</c> and, those that have changed, in <c>message_delta</c>: a later count replaces the earlier one.
/// </summary>
internal struct MessagesCounts
{
    private long? _input;
    private long? _cacheWrite;
    private long? _cacheRead;
    private long? _output;
    private long? _cacheWriteLong;
    private ServiceClass _serviceClass;

    /// <summary>The counts with <see cref="TokenUsage.Input"/> for all input, cached or not; null when its plain part is.</summary>
    public readonly TokenUsage ToUsage() => new()
    {
        Input = _input + (_cacheWrite ?? 0) + (_cacheRead ?? 0),
        Output = _output,
        Cached = _cacheRead,
        CacheWrite = _cacheWrite,
        CacheWriteLong = _cacheWriteLong,
        ServiceClass = _serviceClass,
    };

    /// <summary>
    /// Reads the <c>usage</c> object that comes next. Counts that are null, negative or no whole numbers leave what is
    /// known as it is.
    /// </summary>
    public void Read(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            if (name.Is(json, "input_tokens"u8))
                TokenCounts.Read(json, ref cursor, ref _input);
            else if (name.Is(json, "output_tokens"u8))
                TokenCounts.Read(json, ref cursor, ref _output);
            else if (name.Is(json, "cache_creation_input_tokens"u8))
                TokenCounts.Read(json, ref cursor, ref _cacheWrite);
            else if (name.Is(json, "cache_read_input_tokens"u8))
                TokenCounts.Read(json, ref cursor, ref _cacheRead);
            else if (name.Is(json, "service_tier"u8) && cursor.Peek() == JsonKind.String)
                _serviceClass = cursor.Skip(out var tier) && tier.Length >= 2 ? ServiceClasses.Read(tier.Of(json)[1..^1]) : _serviceClass;
            else if (name.Is(json, "cache_creation"u8) && cursor.Peek() == JsonKind.Object)
                ReadLifetimes(json, ref cursor);
            else
                cursor.Skip();
        }
    }

    private void ReadLifetimes(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            if (name.Is(json, "ephemeral_1h_input_tokens"u8))
                TokenCounts.Read(json, ref cursor, ref _cacheWriteLong);
            else
                cursor.Skip();
        }
    }
}
