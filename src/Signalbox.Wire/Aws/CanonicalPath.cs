using System.Text;

namespace Signalbox.Wire.Aws;

/// <summary>
/// The path of a canonical request (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request)
/// for every service but S3: without empty and dot segments, and encoded on top of how it was sent. A model id with a colon that is sent as
/// <c>%3A</c> is signed as <c>%253A</c>.
/// </summary>
internal static class CanonicalPath
{
    /// <summary>Makes it of the path as sent.</summary>
    public static string Of(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            else if (segment != ".")
                segments.Add(segment);
        }

        var canonical = new StringBuilder(path.Length + 16);
        foreach (var segment in segments)
            PercentEncoding.Append(canonical.Append('/'), segment);
        return EndsOpen(path) || canonical.Length == 0 ? canonical.Append('/').ToString() : canonical.ToString();
    }

    private static bool EndsOpen(string path) =>
        path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("/..", StringComparison.Ordinal);
}
