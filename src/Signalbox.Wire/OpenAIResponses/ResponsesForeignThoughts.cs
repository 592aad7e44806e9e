using System.Buffers;
using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Thoughts of other providers' models in a request that goes to OpenAI as the caller wrote it: <c>reasoning</c> items that the gateway made of another
/// provider's answer. OpenAI can neither decrypt what they carry nor find them by their ids, and refuses both. So they are taken out, and all else stays
/// as it was written.
/// </summary>
public static class ResponsesForeignThoughts
{
    private const int UlidLength = 26;

    /// <summary>The body without such thoughts; null when it has none, which costs a look through its bytes.</summary>
    public static byte[]? TakeOut(ReadOnlyMemory<byte> body)
    {
        if (body.Span.IndexOf("\"signalbox"u8) < 0 && body.Span.IndexOf("\"rs_01"u8) < 0)
            return null;
        using var document = JsonDocument.Parse(body);
        var input = RawElement.Member(document.RootElement, "input");
        if (input.ValueKind != JsonValueKind.Array || !input.EnumerateArray().Any(IsForeign))
            return null;
        return RawCopy.Of(document.RootElement, body.Length, static (writer, name, value) =>
        {
            if (name != "input" || value.ValueKind != JsonValueKind.Array)
                return false;
            RawCopy.WriteArray(writer, value, IsForeign);
            return true;
        });
    }

    private static bool IsForeign(JsonElement item)
    {
        if (TextOf(item, "type") != "reasoning")
            return false;
        return ResponsesReasoning.IsOurs(TextOf(item, "encrypted_content")) || IsOurId(TextOf(item, "id"));
    }

    /// <summary>Ours hold the ULID of a call, in capitals; OpenAI's are hexadecimal digits.</summary>
    private static bool IsOurId(string? id) =>
        id?.StartsWith("rs_", StringComparison.Ordinal) == true && id.Length > UlidLength + 4 && id[UlidLength + 3] == '_'
        && id.AsSpan(3, UlidLength).IndexOfAnyExcept(Digits) < 0;

    private static SearchValues<char> Digits { get; } = SearchValues.Create("0123456789ABCDEFGHJKMNPQRSTVWXYZ");

    private static string? TextOf(JsonElement item, string name) => RawElement.Member(item, name) is { ValueKind: JsonValueKind.String } text ? RawElement.Text(text) : null;
}
