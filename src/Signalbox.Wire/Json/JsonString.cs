namespace Signalbox.Wire.Json;

/// <summary>A string token as it stands in the text.</summary>
/// <param name="Content">The bytes between the quotes.</param>
/// <param name="Escaped">Whether the content holds a backslash, so that it must be decoded before it is compared.</param>
internal readonly record struct JsonString(ByteRange Content, bool Escaped)
{
    /// <summary>The token with both quotes.</summary>
    public ByteRange Token => new(Content.Start - 1, Content.Length + 2);

    /// <summary>Whether the decoded string equals <paramref name="expected"/>.</summary>
    public bool Is(ReadOnlySpan<byte> json, ReadOnlySpan<byte> expected) =>
        Escaped ? JsonText.DecodesTo(Content.Of(json), expected) : Content.Of(json).SequenceEqual(expected);
}
