using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.Tokens;

/// <summary>Tokens of what is no text. All of it is estimated: what a picture costs differs from model to model, and a document tells its pages to those only who read it.</summary>
internal static class MediaTokens
{
    /// <summary>The most that the rule for images comes to, taken where the size is not known.</summary>
    public const long UnknownImage = ImageBase + (8 * ImageTile);

    /// <summary>A page of a PDF, whose text and picture both count (https://platform.claude.com/docs/en/build-with-claude/pdf-support).</summary>
    private const long Page = 2_000;

    /// <summary>Bytes of a page, where only the size of a PDF is known.</summary>
    private const long PageBytes = 64 * 1024;

    /// <summary>Pages of a document that is somewhere else.</summary>
    private const long UnknownPages = 3;

    private const long ImageBase = 85;
    private const long ImageTile = 170;

    /// <summary>Ten tokens to a second, of which uncompressed speech has at least 32,000 bytes and compressed seldom under 8,000.</summary>
    private const long WaveBytes = 3_200;
    private const long CompressedBytes = 800;

    /// <summary>An image, by OpenAI's rule for tiles where its size can be read (https://platform.openai.com/docs/guides/images-vision#calculating-costs).</summary>
    public static long Of(ImagePart image)
    {
        if (image.Detail == "low")
            return ImageBase;
        return image.Source.Data is { } data && ImageSize.OfBase64(data) is { } size ? Of(size) : UnknownImage;
    }

    /// <summary>An image of this size: fitted into 2048 by 2048, then its shorter side to 768, then cut into tiles of 512.</summary>
    public static long Of(ImageSize size)
    {
        double width = size.Width, height = size.Height;
        var scale = Math.Min(1, 2048 / Math.Max(width, height));
        (width, height) = (width * scale, height * scale);
        scale = Math.Min(1, 768 / Math.Min(width, height));
        return ImageBase + (ImageTile * Tiles(width * scale) * Tiles(height * scale));
    }

    /// <summary>A document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="family">Counts its text, where it is plain.</param>
    public static long Of(DocumentPart document, TokenFamily family)
    {
        if (document.Source.Data is not { } data)
            return UnknownPages * Page;
        var bytes = Bytes(data);
        return document.Source.MediaType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) == true
            ? family.OfBytes(bytes)
            : (bytes + PageBytes - 1) / PageBytes * Page;
    }

    /// <summary>Sound.</summary>
    public static long Of(AudioPart audio) =>
        1 + (Bytes(audio.Data) / (audio.Format is "wav" or "pcm" or "pcm16" ? WaveBytes : CompressedBytes));

    private static long Bytes(string base64) => base64.Length / 4L * 3;

    private static long Tiles(double side) => (long)Math.Ceiling(Math.Round(side, 3) / 512);
}
