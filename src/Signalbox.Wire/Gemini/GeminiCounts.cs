using System.Runtime.InteropServices;
using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.Gemini;

/// <summary>
/// The counts of <c>usageMetadata</c> (https://ai.google.dev/api/generate-content#UsageMetadata). Google counts thoughts apart from the answer, and what
/// its own tools read apart from the prompt; ours count both in. Every event of a stream tells them anew: a later count replaces the earlier one.
/// </summary>
internal struct GeminiCounts
{
    private long? _prompt;
    private long? _toolUse;
    private long? _cached;
    private long? _candidates;
    private long? _thoughts;
    private long? _total;
    private long? _audio;

    /// <summary>The counts so far; null when none was reported.</summary>
    public readonly TokenUsage? Usage => _prompt is null && _candidates is null && _thoughts is null && _total is null
        ? null
        : new TokenUsage
        {
            Input = _prompt is null && _toolUse is null ? null : (_prompt ?? 0) + (_toolUse ?? 0),
            Output = Output,
            Total = _total,
            Cached = _cached,
            Reasoning = _thoughts,
            AudioInput = _audio,
        };

    /// <summary>A count of zero is left out by the server: then the total tells it.</summary>
    private readonly long? Output
    {
        get
        {
            if (_candidates is not null || _thoughts is not null)
                return (_candidates ?? 0) + (_thoughts ?? 0);
            var rest = _total - _prompt - (_toolUse ?? 0);
            return rest >= 0 ? rest : null;
        }
    }

    /// <summary>Takes the counts of an answer's <c>usageMetadata</c>, when it has one.</summary>
    public void Read(JsonElement answer)
    {
        if (!answer.TryGet("usageMetadata", out var usage))
            return;
        var json = JsonMarshal.GetRawUtf8Value(usage);
        var cursor = new JsonCursor(json);
        Read(json, ref cursor);
    }

    /// <summary>Reads the value that comes next. Counts that are null, negative or no whole numbers leave what is known as it is.</summary>
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
            if (name.Is(json, "promptTokenCount"u8))
                TokenCounts.Read(json, ref cursor, ref _prompt);
            else if (name.Is(json, "toolUsePromptTokenCount"u8))
                TokenCounts.Read(json, ref cursor, ref _toolUse);
            else if (name.Is(json, "cachedContentTokenCount"u8))
                TokenCounts.Read(json, ref cursor, ref _cached);
            else if (name.Is(json, "candidatesTokenCount"u8))
                TokenCounts.Read(json, ref cursor, ref _candidates);
            else if (name.Is(json, "thoughtsTokenCount"u8))
                TokenCounts.Read(json, ref cursor, ref _thoughts);
            else if (name.Is(json, "totalTokenCount"u8))
                TokenCounts.Read(json, ref cursor, ref _total);
            else if (name.Is(json, "promptTokensDetails"u8))
                ReadAudio(json, ref cursor);
            else
                cursor.Skip();
        }
    }

    private void ReadAudio(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        if (cursor.Peek() != JsonKind.Array)
        {
            cursor.Skip();
            return;
        }

        cursor.BeginArray();
        while (cursor.NextElement())
        {
            if (cursor.Peek() != JsonKind.Object)
            {
                cursor.Skip();
                continue;
            }

            var isAudio = false;
            long? count = null;
            cursor.BeginObject();
            while (cursor.NextMember(out var name))
            {
                if (name.Is(json, "modality"u8) && cursor.Peek() == JsonKind.String)
                    isAudio = cursor.ReadString(out var modality) && modality.Is(json, "AUDIO"u8);
                else if (name.Is(json, "tokenCount"u8))
                    TokenCounts.Read(json, ref cursor, ref count);
                else
                    cursor.Skip();
            }

            if (isAudio)
                _audio = count ?? _audio;
        }
    }
}
