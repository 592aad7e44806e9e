using System.Buffers;
using System.Text;

namespace Signalbox.Wire.Aws;

/// <summary>Percent-encoding as AWS signs it: all but the unreserved characters of RFC 3986, in upper case.</summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    /// <summary>Appends the text, encoded.</summary>
    public static void Append(StringBuilder target, string text)
    {
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            if (Unreserved.Contains(unit))
                target.Append((char)unit);
            else
                target.Append('%').Append("0123456789ABCDEF"[unit >> 4]).Append("0123456789ABCDEF"[unit & 15]);
        }
    }

    /// <summary>The text, encoded.</summary>
    public static string Encode(string text)
    {
        var target = new StringBuilder(text.Length + 16);
        Append(target, text);
        return target.ToString();
    }
}
