using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Recognizes a chunk that differs from an earlier one only inside the text it adds, and so needs no parsing.
/// </summary>
/// <remarks>
/// Almost every chunk of a stream repeats the one before it but for one string (and OpenAI's random <c>obfuscation</c>
/// padding). Given a parsed chunk with the bytes <c>prefix "text" middle "padding" suffix</c>, any data of the form
/// <c>prefix S middle P suffix</c>, S and P being well-formed JSON strings, has the same parse tree but for the values
/// of these two strings. So what was found in the parsed chunk holds, with ranges moved by the difference in length.
/// This is a proof, not a guess: a word like "usage" inside the text cannot mislead it.
/// </remarks>
internal sealed class ChatChunkTemplate
{
    /// <summary>Longest chunk worth remembering, in bytes. Typical chunks have 200 to 400.</summary>
    private const int MaxBytes = 2048;

    private readonly byte[] _bytes = new byte[MaxBytes];
    private int _length;
    private ByteRange _text;
    private ByteRange _padding;
    private bool _hasOtherContent;
    private int _otherContentBytes;
    private ChatStreamEvent _found;

    /// <summary>Forgets the chunk.</summary>
    public void Clear() => _length = 0;

    /// <summary>Remembers a parsed chunk, if others could follow its form.</summary>
    public void Learn(ReadOnlySpan<byte> data, in ChatPayloadWalk walk, in ChatStreamEvent found)
    {
        _length = 0;
        if (found.Kind != ChatStreamEventKind.Chunk || found.Usage is not null || walk.ContentStrings != 1 || data.Length > MaxBytes)
            return;
        data.CopyTo(_bytes);
        _length = data.Length;
        _text = walk.ContentString;
        // Padding before the text is no known server's form; it is then compared like any other byte.
        _padding = walk.Padding.Start > _text.End ? walk.Padding : default;
        _hasOtherContent = walk.HasOtherContent;
        _otherContentBytes = walk.OtherContentBytes;
        _found = found;
    }

    /// <summary>Compares data with the remembered chunk. False says nothing about the data.</summary>
    public bool TryMatch(ReadOnlySpan<byte> data, out ChatStreamEvent found)
    {
        found = default;
        if (_length == 0)
            return false;
        var known = _bytes.AsSpan(0, _length);
        if (!data.StartsWith(known[.._text.Start]) || !TryReadString(data, _text.Start, out var text))
            return false;
        var knownFrom = _text.End;
        var dataFrom = text.End;
        var padding = default(ByteRange);
        if (_padding.IsPresent)
        {
            var middle = known[knownFrom.._padding.Start];
            if (!data[dataFrom..].StartsWith(middle) || !TryReadString(data, dataFrom + middle.Length, out padding))
                return false;
            knownFrom = _padding.End;
            dataFrom = padding.End;
        }

        if (!data[dataFrom..].SequenceEqual(known[knownFrom..]))
            return false;
        var textGrowth = text.Length - _text.Length;
        var growth = textGrowth + padding.Length - _padding.Length;
        found = _found with
        {
            HasContent = _hasOtherContent || text.Length > 0,
            ContentBytes = Math.Max(text.Length, _otherContentBytes),
            FinishReason = Move(_found.FinishReason, textGrowth, growth),
            UsageMember = Move(_found.UsageMember, textGrowth, growth),
            Model = Move(_found.Model, textGrowth, growth),
            Id = Move(_found.Id, textGrowth, growth),
        };
        return true;
    }

    private ByteRange Move(ByteRange range, int afterText, int afterPadding) =>
        range.Start <= _text.Start ? range
        : range with { Start = range.Start + (_padding.IsPresent && range.Start > _padding.Start ? afterPadding : afterText) };

    private static bool TryReadString(ReadOnlySpan<byte> data, int contentStart, out ByteRange content)
    {
        var cursor = JsonCursor.At(data, contentStart - 1);
        var read = cursor.ReadString(out var text);
        content = text.Content;
        return read;
    }
}
