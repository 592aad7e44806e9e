namespace Signalbox.Wire.Json;

/// <summary>
/// Holds back the first half of a surrogate pair that a piece of text ends with until the next piece brings the second: text that comes in pieces and
/// is encoded piece by piece stays the same text.
/// </summary>
internal sealed class WholeCharacters
{
    private char _half;

    /// <summary>Text begins anew.</summary>
    public void Reset() => _half = '\0';

    /// <summary>What of the text so far can be encoded now and was not returned before; may be empty.</summary>
    public string Next(string piece)
    {
        if (_half != '\0')
            piece = _half + piece;
        _half = piece.Length > 0 && char.IsHighSurrogate(piece[^1]) ? piece[^1] : '\0';
        return _half == '\0' ? piece : piece[..^1];
    }

    /// <summary>The rest: U+FFFD for a half that stayed alone, else nothing.</summary>
    public string End()
    {
        var rest = _half == '\0' ? "" : "\uFFFD";
        _half = '\0';
        return rest;
    }
}
