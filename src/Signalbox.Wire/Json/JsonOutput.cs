using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Signalbox.Wire.Json;

/// <summary>Writes JSON whose form is fixed: prepared text with values in it.</summary>
internal static class JsonOutput
{
    /// <summary>Writes the prepared text and the string after it, or null.</summary>
    public static void WriteText(this IBufferWriter<byte> output, ReadOnlySpan<byte> before, string? value)
    {
        output.Write(before);
        if (value is null)
            output.Write("null"u8);
        else
            JsonText.Write(output, value);
    }

    /// <summary>Writes the prepared text and the number after it, or null.</summary>
    public static void WriteNumber(this IBufferWriter<byte> output, ReadOnlySpan<byte> before, long? value)
    {
        output.Write(before);
        if (value is not { } number)
        {
            output.Write("null"u8);
            return;
        }

        Utf8Formatter.TryFormat(number, output.GetSpan(20), out var written);
        output.Advance(written);
    }

    /// <summary>Writes the prepared text and the finite number after it, or null.</summary>
    public static void WriteNumber(this IBufferWriter<byte> output, ReadOnlySpan<byte> before, double? value)
    {
        output.Write(before);
        output.Write(value is { } number ? Encoding.ASCII.GetBytes(number.ToString("R", CultureInfo.InvariantCulture)) : "null"u8);
    }

    /// <summary>Writes the prepared text and true, false or null after it.</summary>
    public static void WriteFlag(this IBufferWriter<byte> output, ReadOnlySpan<byte> before, bool? value)
    {
        output.Write(before);
        output.Write(value switch { true => "true"u8, false => "false"u8, null => "null"u8 });
    }

    /// <summary>Writes the prepared text and the value after it on one line, as an event of a stream demands.</summary>
    public static void WriteCompact(this IBufferWriter<byte> output, ReadOnlySpan<byte> before, JsonElement value)
    {
        output.Write(before);
        output.Write(Encoding.UTF8.GetBytes(value.Compact()));
    }
}
