using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Signalbox.Wire.Json;

/// <summary>Decoding and encoding of JSON string contents (RFC 8259, section 7) and of integers, without allocating.</summary>
public static class JsonText
{
    /// <summary>The string as a JSON token in UTF-8, quotes included, for use as a prepared splice.</summary>
    public static byte[] Encode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var buffer = new ArrayBufferWriter<byte>(value.Length + 2);
        Write(buffer, value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Writes the string as a JSON token, quotes included. Escapes only what JSON demands (quote, backslash, control
    /// characters); a lone surrogate becomes U+FFFD, so that the output is valid UTF-8 whatever comes in.
    /// </summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<char> value)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("\""u8);
        Span<byte> piece = stackalloc byte[8];
        while (!value.IsEmpty)
        {
            var plain = PlainRun(value);
            if (plain > 0)
            {
                var target = output.GetSpan(Encoding.UTF8.GetMaxByteCount(plain));
                output.Advance(Encoding.UTF8.GetBytes(value[..plain], target));
                value = value[plain..];
                continue;
            }

            output.Write(piece[..Escape(value[0], piece)]);
            value = value[1..];
        }

        output.Write("\""u8);
    }

    /// <summary>
    /// Decodes a string's content (without quotes) to UTF-16. False when the target is too small or the text holds a
    /// lone surrogate or bytes that are not UTF-8: such a string has no exact value.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<byte> content, Span<char> target, out int written)
    {
        written = 0;
        var escaped = false;
        while (true)
        {
            var plain = content.IndexOf((byte)'\\');
            var run = plain < 0 ? content : content[..plain];
            if (Utf8.ToUtf16(run, target[written..], out _, out var added, replaceInvalidSequences: false) != OperationStatus.Done)
                return false;
            written += added;
            if (plain < 0)
                return !escaped || IsWellFormed(target[..written]);
            escaped = true;
            content = content[plain..];
            if (written >= target.Length || !TryReadEscape(ref content, out target[written]))
                return false;
            written++;
        }
    }

    /// <summary>As <see cref="TryDecode"/>, to UTF-8. Content of up to 256 bytes.</summary>
    internal static bool TryDecodeUtf8(ReadOnlySpan<byte> content, Span<byte> target, out int written)
    {
        Span<char> units = stackalloc char[256];
        if (TryDecode(content, units, out var length))
            return Encoding.UTF8.TryGetBytes(units[..length], target, out written);
        written = 0;
        return false;
    }

    /// <summary>The string that the content (without quotes) stands for; U+FFFD stands in for what has no exact value.</summary>
    public static string Decode(ReadOnlySpan<byte> content)
    {
        if (content.IndexOf((byte)'\\') < 0)
            return Encoding.UTF8.GetString(content);
        var text = new StringBuilder(content.Length);
        while (true)
        {
            var plain = content.IndexOf((byte)'\\');
            text.Append(Encoding.UTF8.GetString(plain < 0 ? content : content[..plain]));
            if (plain < 0)
                return text.ToString();
            content = content[plain..];
            text.Append(TryReadEscape(ref content, out var unit) ? unit : Replacement(ref content));
        }
    }

    /// <summary>Whether the content (without quotes) stands for exactly <paramref name="expected"/>, which is plain ASCII.</summary>
    internal static bool DecodesTo(ReadOnlySpan<byte> content, ReadOnlySpan<byte> expected)
    {
        foreach (var unit in expected)
        {
            char next;
            if (content.IsEmpty)
                return false;
            if (content[0] == (byte)'\\')
            {
                if (!TryReadEscape(ref content, out next))
                    return false;
            }
            else
            {
                next = (char)content[0];
                content = content[1..];
            }

            if (next != unit)
                return false;
        }

        return content.IsEmpty;
    }

    /// <summary>
    /// Reads a JSON number that has a whole value, also when it is written <c>12.0</c> or <c>1e3</c>. False for
    /// fractions and for what does not fit.
    /// </summary>
    internal static bool TryReadWhole(ReadOnlySpan<byte> token, out long value)
    {
        if (Utf8Parser.TryParse(token, out value, out var used) && used == token.Length)
            return true;
        value = 0;
        if (!Utf8Parser.TryParse(token, out double real, out used) || used != token.Length
            || real != Math.Floor(real) || Math.Abs(real) > 9_007_199_254_740_992)
            return false;
        value = (long)real;
        return true;
    }

    /// <summary>Reads the escape that the content starts with, and moves past it.</summary>
    private static bool TryReadEscape(ref ReadOnlySpan<byte> content, out char unit)
    {
        unit = '\0';
        if (content.Length < 2)
            return false;
        if (content[1] == (byte)'u')
        {
            if (content.Length < 6 || !Utf8Parser.TryParse(content.Slice(2, 4), out ushort code, out var used, 'x') || used != 4)
                return false;
            unit = (char)code;
            content = content[6..];
            return true;
        }

        unit = content[1] switch
        {
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'"' => '"',
            (byte)'\\' => '\\',
            (byte)'/' => '/',
            _ => '\0',
        };
        if (unit == '\0')
            return false;
        content = content[2..];
        return true;
    }

    private static char Replacement(ref ReadOnlySpan<byte> content)
    {
        content = content[Math.Min(2, content.Length)..];
        return '\uFFFD';
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    /// <summary>Length of the leading run that needs no escape. A surrogate pair counts as plain, a lone half does not.</summary>
    private static int PlainRun(ReadOnlySpan<char> value)
    {
        var i = 0;
        for (; i < value.Length; i++)
        {
            var unit = value[i];
            if (unit is < ' ' or '"' or '\\')
                break;
            if (!char.IsSurrogate(unit))
                continue;
            if (i + 1 >= value.Length || !char.IsSurrogatePair(unit, value[i + 1]))
                break;
            i++;
        }

        return i;
    }

    private static int Escape(char unit, Span<byte> target)
    {
        var text = unit switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            > ' ' => "\uFFFD"u8,
            _ => default,
        };
        if (!text.IsEmpty)
        {
            text.CopyTo(target);
            return text.Length;
        }

        "\\u00"u8.CopyTo(target);
        ((int)unit).TryFormat(target[4..], out _, "x2");
        return 6;
    }
}
