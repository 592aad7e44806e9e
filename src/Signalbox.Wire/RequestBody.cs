using System.Text.Unicode;

namespace Signalbox.Wire;

/// <summary>What every request body must be before its fields are looked at, in any dialect.</summary>
internal static class RequestBody
{
    /// <summary>Deepest nesting accepted, the root object being level 1. At most 64.</summary>
    public const int MaxDepth = 64;

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> Utf16BigEndianMark => [0xFE, 0xFF];

    private static ReadOnlySpan<byte> Utf16LittleEndianMark => [0xFF, 0xFE];

    /// <summary>Null when the body is valid UTF-8 without a byte order mark.</summary>
    public static RequestDefect? CheckEncoding(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return RequestDefects.Empty;
        if (body.StartsWith(Utf8Mark) || body.StartsWith(Utf16BigEndianMark) || body.StartsWith(Utf16LittleEndianMark))
            return RequestDefects.ByteOrderMark;
        return Utf8.IsValid(body) ? null : RequestDefects.NotUtf8(body);
    }
}
