using System.Text.Unicode;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Reads a chat completion request (https://platform.openai.com/docs/api-reference/chat/create) in one pass: checks that
/// it is one well-formed JSON object, and notes where the few fields stand that the gateway reads or replaces.
/// Allocates nothing for a good request; a bad one is a <see cref="RequestDefect"/>, never an exception.
/// </summary>
public static class ChatRequestScanner
{
    /// <summary>Deepest nesting accepted, the root object being level 1. At most 64.</summary>
    public const int MaxDepth = 64;

    private const int UsualMemberCount = 32;

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> Utf16BigEndianMark => [0xFE, 0xFF];

    private static ReadOnlySpan<byte> Utf16LittleEndianMark => [0xFF, 0xFE];

    /// <summary>Scans the complete body.</summary>
    /// <param name="body">The body, whole and contiguous.</param>
    /// <param name="scan">What was found; meaningful only when the answer is true.</param>
    /// <param name="defect">What is wrong with the body; null when the answer is true.</param>
    public static bool TryScan(ReadOnlySpan<byte> body, out ChatRequestScan scan, out RequestDefect? defect)
    {
        scan = default;
        defect = CheckEncoding(body);
        if (defect is not null)
            return false;

        var walk = new ChatRequestWalk(
            body, stackalloc int[UsualMemberCount], stackalloc JsonString[UsualMemberCount]);
        defect = walk.Run();
        if (defect is not null)
            return false;
        scan = walk.ToScan();
        return true;
    }

    private static RequestDefect? CheckEncoding(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return RequestDefects.Empty;
        if (body.StartsWith(Utf8Mark) || body.StartsWith(Utf16BigEndianMark) || body.StartsWith(Utf16LittleEndianMark))
            return RequestDefects.ByteOrderMark;
        return Utf8.IsValid(body) ? null : RequestDefects.NotUtf8(body);
    }
}
