using Signalbox.Wire.Json;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// The counts of an answer in Bedrock's own words, where <c>inputTokens</c> leaves out what the cache served or took
/// (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html, R24). A later count replaces an earlier one; one that is
/// missing leaves it.
/// </summary>
internal struct ConverseCounts
{
    private long? _input;
    private long? _cacheWrite;
    private long? _cacheRead;
    private long? _output;

    /// <summary>The counts with <see cref="TokenUsage.Input"/> for all input; null when none was reported.</summary>
    public readonly TokenUsage? Usage => _input is null && _output is null && _cacheRead is null && _cacheWrite is null
        ? null
        : new TokenUsage
        {
            Input = _input + (_cacheWrite ?? 0) + (_cacheRead ?? 0),
            Output = _output,
            Cached = _cacheRead,
            CacheWrite = _cacheWrite,
        };

    /// <summary>Reads the value of <c>usage</c> that comes next. Counts that are null, negative or no whole numbers leave what is known as it is.</summary>
    public void Read(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        if (cursor.Peek() != JsonKind.Object)
        {
            cursor.Skip();
            return;
        }

        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            if (name.Is(json, "inputTokens"u8))
                TokenCounts.Read(json, ref cursor, ref _input);
            else if (name.Is(json, "outputTokens"u8))
                TokenCounts.Read(json, ref cursor, ref _output);
            else if (name.Is(json, "cacheReadInputTokens"u8))
                TokenCounts.Read(json, ref cursor, ref _cacheRead);
            else if (name.Is(json, "cacheWriteInputTokens"u8))
                TokenCounts.Read(json, ref cursor, ref _cacheWrite);
            else
                cursor.Skip();
        }
    }
}
