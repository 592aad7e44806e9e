using Signalbox.Wire.Tokens;

namespace Wire.Tests.Tokens;

public sealed class ImageSizeTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A0000000D4948445200000400000003008", 1024, 768)]
    [InlineData("474946383961400120008", 320, 32)]
    [InlineData("524946460000000057454250565038580A000000000000007F07003704", 1920, 1080)]
    [InlineData("5249464600000000574542505650384C000000002FFF C0 1F 00 0000", 256, 128)]
    [InlineData("52494646000000005745425056503820000000000000009D012A 8002 E001", 640, 480)]
    [InlineData("FFD8FFE000104A46494600010100000100010000FFC0001108 0300 0400 03", 1024, 768)]
    [InlineData("FFD8FFE100044578FFFFDB0004 0000 FFC2001108 0010 0020 03", 32, 16)]
    public void The_first_bytes_tell_the_size(string hex, int width, int height)
    {
        var digits = hex.Replace(" ", "", StringComparison.Ordinal);
        var file = Convert.FromHexString(digits[..(digits.Length / 2 * 2)]).Concat(new byte[8]).ToArray();
        Assert.Equal(new ImageSize(width, height), ImageSize.Of(file));
        Assert.Equal(new ImageSize(width, height), ImageSize.OfBase64(Convert.ToBase64String(file)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("iVBORw0KGgo=")]
    [InlineData("/9j/4AAQ")]
    [InlineData("not base64 at all, ünd more")]
    public void What_is_no_image_or_is_cut_off_has_none(string base64) => Assert.Null(ImageSize.OfBase64(base64));

    [Fact]
    public void Any_bytes_can_be_looked_at() => Property.Holds(random =>
    {
        var bytes = new byte[random.Random.Next(0, 80)];
        random.Random.NextBytes(bytes);
        byte[][] starts = [[0xFF, 0xD8, 0xFF], "RIFF    WEBPVP8L"u8.ToArray(), "RIFF    WEBPVP8X"u8.ToArray(), "GIF8"u8.ToArray()];
        var start = starts[random.Random.Next(starts.Length)];
        start.AsSpan(0, Math.Min(start.Length, bytes.Length)).CopyTo(bytes);
        if (ImageSize.Of(bytes) is { } size)
            Assert.True(size is { Width: > 0, Height: > 0 });
    });
}
