using System.Text;

namespace Wire.Tests.Sse;

/// <summary>
/// The specification's algorithm, letter by letter over characters, slow and plain: what a client sees of a stream.
/// </summary>
internal static class ReferenceSseParser
{
    public static List<(string Name, string Data)> Parse(byte[] stream)
    {
        var text = new UTF8Encoding(false).GetString(stream);
        if (text.StartsWith('\uFEFF'))
            text = text[1..];
        var events = new List<(string, string)>();
        string? data = null;
        var name = "";
        foreach (var line in Lines(text))
        {
            if (line.Length == 0)
            {
                if (data is not null)
                    events.Add((name, data));
                data = null;
                name = "";
                continue;
            }

            var colon = line.IndexOf(':');
            var field = colon < 0 ? line : line[..colon];
            var value = colon < 0 ? "" : line[(colon + 1)..];
            if (value.StartsWith(' '))
                value = value[1..];
            if (field == "data")
                data = data is null ? value : data + "\n" + value;
            else if (field == "event")
                name = value;
        }

        return events;
    }

    /// <summary>The lines that have an end; the specification drops an unended one.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\r' or '\n'))
                continue;
            yield return text[start..i];
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            start = i + 1;
        }
    }
}
