using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Makes an upstream's error body fit to be shown to a caller: keeps its JSON as it is but for the strings that hold a
/// credential or an address; of anything that is not a JSON object, only its words are kept.
/// </summary>
public static class UpstreamErrorSanitizer
{
    /// <summary>Largest body passed on as JSON, in bytes. A larger one is replaced: no error needs as much.</summary>
    public const int MaxJsonBytes = 64 * 1024;

    /// <summary>Longest plain text quoted in a message, in UTF-16 code units.</summary>
    public const int MaxTextLength = 500;

    /// <summary>Writes the body to send down, as the upstream sent it but for what must not pass.</summary>
    /// <param name="body">The upstream's body.</param>
    /// <param name="redaction">What must not pass.</param>
    /// <param name="output">Receives a JSON object.</param>
    /// <returns>False, with nothing written, when the body is not a JSON object of a fair size.</returns>
    public static bool TryRewrite(ReadOnlySpan<byte> body, TextRedaction redaction, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(redaction);
        ArgumentNullException.ThrowIfNull(output);
        if (body.Length > MaxJsonBytes || !Utf8.IsValid(body) || !IsObject(body))
            return false;
        Rewrite(body, redaction, output);
        return true;
    }

    private static bool IsObject(ReadOnlySpan<byte> body)
    {
        var cursor = new JsonCursor(body);
        return cursor.Peek() == JsonKind.Object && cursor.Skip() && cursor.ReadEnd();
    }

    /// <summary>Copies valid JSON, string by string. Outside strings JSON has no quotes, so quotes are all there is to find.</summary>
    private static void Rewrite(ReadOnlySpan<byte> json, TextRedaction redaction, IBufferWriter<byte> output)
    {
        var position = 0;
        while (true)
        {
            var quote = json[position..].IndexOf((byte)'"');
            if (quote < 0)
            {
                output.Write(json[position..]);
                return;
            }

            output.Write(json.Slice(position, quote));
            var cursor = JsonCursor.At(json, position + quote);
            cursor.ReadString(out var token);
            var text = JsonText.Decode(token.Content.Of(json));
            var redacted = redaction.Apply(text);
            if (string.Equals(text, redacted, StringComparison.Ordinal))
                output.Write(token.Token.Of(json));
            else
                JsonText.Write(output, redacted);
            position = token.Token.End;
        }
    }

    /// <summary>Says in words what a body tells that cannot be passed on as it is: its text, when it has one for people.</summary>
    /// <param name="body">The upstream's body.</param>
    /// <param name="status">Its status, named where the body gives no better message.</param>
    /// <param name="redaction">What must not pass.</param>
    public static string Describe(ReadOnlySpan<byte> body, int status, TextRedaction redaction)
    {
        ArgumentNullException.ThrowIfNull(redaction);
        var plain = $"The upstream answered with status {status}.";
        return Words(body, redaction) is { } words ? $"{plain[..^1]}: {words}" : plain;
    }

    /// <summary>The text of a body that has one for people; null for JSON, for a page of a browser's, and for what is no text.</summary>
    /// <param name="body">The upstream's body.</param>
    /// <param name="redaction">What must not pass.</param>
    public static string? Words(ReadOnlySpan<byte> body, TextRedaction redaction)
    {
        ArgumentNullException.ThrowIfNull(redaction);
        if (body.IsEmpty || body.Length > MaxJsonBytes || !Utf8.IsValid(body))
            return null;
        var text = Encoding.UTF8.GetString(body).Trim();
        // A page for a browser, or JSON that is no object, says nothing that a program's user could read.
        if (text.Length == 0 || text[0] is '<' or '[' or '{' or '"')
            return null;
        text = redaction.Apply(text);
        if (text.Length > MaxTextLength)
        {
            var cut = char.IsHighSurrogate(text[MaxTextLength - 1]) ? MaxTextLength - 1 : MaxTextLength;
            text = text[..cut] + "...";
        }

        return text;
    }
}
