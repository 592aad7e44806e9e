using System.Text;

namespace Signalbox.Wire.Aws;

/// <summary>
/// The headers of a canonical request: names in lower case and sorted, values without white space around them and with one space for each run inside,
/// values of one name joined by commas.
/// </summary>
internal sealed class CanonicalHeaders
{
    private readonly SortedDictionary<string, string> _headers = new(StringComparer.Ordinal);

    /// <summary>The names, joined by semicolons.</summary>
    public string Names => string.Join(';', _headers.Keys);

    /// <summary>Adds a header, behind those of the same name.</summary>
    public void Add(string name, string value)
    {
        var key = Lower(name.Trim());
        var text = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        _headers[key] = _headers.TryGetValue(key, out var before) ? $"{before},{text}" : text;
    }

    /// <summary>Whether there is one of that name, given in lower case.</summary>
    public bool Has(string name) => _headers.ContainsKey(name);

    /// <summary>One line each.</summary>
    public override string ToString()
    {
        var lines = new StringBuilder();
        foreach (var (name, value) in _headers)
            lines.Append(name).Append(':').Append(value).Append('\n');
        return lines.ToString();
    }

    /// <summary>Header names are ASCII; AWS compares them in lower case.</summary>
    private static string Lower(string name) => string.Create(name.Length, name, (target, source) => Ascii.ToLower(source, target, out _));
}
