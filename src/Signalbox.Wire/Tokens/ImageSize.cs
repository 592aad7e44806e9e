using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace Signalbox.Wire.Tokens;

/// <summary>Width and height of an image in pixels, from the first bytes of the file.</summary>
/// <param name="Width">Pixels from left to right, at least 1.</param>
/// <param name="Height">Pixels from top to bottom, at least 1.</param>
public readonly record struct ImageSize(int Width, int Height)
{
    /// <summary>How far is looked: a JPEG tells its size after its metadata, which may hold a preview.</summary>
    private const int MostBytes = 192 * 1024;

    /// <summary>Reads a PNG, JPEG, GIF or WebP in base64; null when it is none, or does not tell.</summary>
    public static ImageSize? OfBase64(ReadOnlySpan<char> base64)
    {
        var text = base64[..Math.Min(base64.Length, MostBytes / 3 * 4)];
        var bytes = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            for (var i = 0; i < text.Length; i++)
                bytes[i] = text[i] < 128 ? (byte)text[i] : (byte)'!';
            // Bytes before a fault are as good as any.
            _ = Base64.DecodeFromUtf8InPlace(bytes.AsSpan(0, text.Length / 4 * 4), out var decoded);
            return Of(bytes.AsSpan(0, decoded));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Reads the first bytes of a file.</summary>
    public static ImageSize? Of(ReadOnlySpan<byte> file)
    {
        // https://www.w3.org/TR/png-3/#11IHDR
        if (file.Length >= 24 && file[0] == 0x89 && file[1..4].SequenceEqual("PNG"u8))
            return Checked(BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]));
        // https://www.w3.org/Graphics/GIF/spec-gif89a.txt
        if (file.Length >= 10 && file.StartsWith("GIF8"u8))
            return Checked(BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]));
        if (file.Length >= 30 && file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WEBP"u8))
            return OfWebP(file);
        return file.Length >= 4 && file[0] == 0xFF && file[1] == 0xD8 ? OfJpeg(file) : null;
    }

    /// <summary>https://developers.google.com/speed/webp/docs/riff_container</summary>
    private static ImageSize? OfWebP(ReadOnlySpan<byte> file)
    {
        var form = file[12..16];
        if (form.SequenceEqual("VP8X"u8))
            return Checked((BinaryPrimitives.ReadInt32LittleEndian(file[24..]) & 0xFFFFFF) + 1, (BinaryPrimitives.ReadInt32LittleEndian(file[26..]) >>> 8) + 1);
        if (form.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(file[21..]);
            return Checked((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        return form.SequenceEqual("VP8 "u8)
            ? Checked(BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3FFF)
            : null;
    }

    /// <summary>Goes from segment to segment up to the one that begins the picture (https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.2.2).</summary>
    private static ImageSize? OfJpeg(ReadOnlySpan<byte> file)
    {
        var at = 2;
        while (at + 9 <= file.Length && file[at] == 0xFF)
        {
            var marker = file[at + 1];
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += marker == 0xFF ? 1 : 2;
                continue;
            }

            // C4, C8 and CC among them say something else.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return Checked(BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return null;
    }

    private static ImageSize? Checked(int width, int height) => width > 0 && height > 0 ? new ImageSize(width, height) : null;
}
