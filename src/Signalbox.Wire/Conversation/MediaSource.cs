using System.Buffers.Text;

namespace Signalbox.Wire.Conversation;

/// <summary>Where an image or a document is: exactly one of <see cref="Url"/>, <see cref="Data"/> and <see cref="FileId"/> is set.</summary>
public sealed record MediaSource
{
    /// <summary>The last is Google's own storage, which Gemini reads.</summary>
    private static readonly string[] Schemes = ["https://", "http://", "gs://"];

    private MediaSource()
    {
    }

    /// <summary>An address the provider fetches.</summary>
    public string? Url { get; private init; }

    /// <summary>The content itself in base64, without a <c>data:</c> prefix.</summary>
    public string? Data { get; private init; }

    /// <summary>Media type of <see cref="Data"/>.</summary>
    public string? MediaType { get; private init; }

    /// <summary>Id of a file that lies at one provider.</summary>
    public string? FileId { get; private init; }

    /// <summary>Bytes of <see cref="Data"/>, decoded; 0 when there is none.</summary>
    public long DataBytes => Data is { } data ? (data.Length / 4 * 3L) + (data.Length % 4 * 3L / 4) - (data.EndsWith("==", StringComparison.Ordinal) ? 2 : data.EndsWith('=') ? 1 : 0) : 0;

    /// <summary>What is wrong with the size of an image, going on from its field's name; null when nothing is.</summary>
    /// <param name="most">The most bytes that one may have.</param>
    internal string? TooLargeFor(long most) =>
        DataBytes > most ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"holds an image of {DataBytes:N0} bytes, over the limit of {most:N0}. Send a smaller one, or its address.") : null;

    /// <summary>An address.</summary>
    public static MediaSource AtUrl(string url) => new() { Url = url };

    /// <summary>Content.</summary>
    public static MediaSource Inline(string mediaType, string data) => new() { MediaType = mediaType, Data = data };

    /// <summary>A file at the provider.</summary>
    public static MediaSource File(string id) => new() { FileId = id };

    /// <summary>Reads an address that may be a <c>data:</c> URL (RFC 2397) of base64.</summary>
    /// <returns>
    /// Null when it is a <c>data:</c> URL that is not base64, whatever it says, or names no media type, and when it is of no scheme that providers fetch:
    /// a <c>file:</c> would be one of their own.
    /// </returns>
    public static MediaSource? Parse(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return Schemes.Any(scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) ? AtUrl(url) : null;
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !url.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            return null;
        var type = url.AsSpan(5, comma - 5 - ";base64".Length);
        var parameters = type.IndexOf(';');
        if (parameters >= 0)
            type = type[..parameters];
        return type.IsEmpty || !Base64.IsValid(url.AsSpan(comma + 1)) ? null : Inline(type.ToString(), url[(comma + 1)..]);
    }

    /// <summary>The same as an address: what it is, or a <c>data:</c> URL; null for a file.</summary>
    public string? ToUrl() => Url ?? (Data is null ? null : $"data:{MediaType};base64,{Data}");
}
