using System.Globalization;

namespace Signalbox.Usage.Journal;

/// <summary>How far the journal is in the database. Losing it costs only time: a record delivered again counts once.</summary>
internal sealed class JournalCheckpoint(string directory)
{
    private readonly string _path = Path.Combine(directory, "checkpoint");

    /// <summary>The place up to which everything was delivered; the beginning when unknown.</summary>
    public (long Segment, long Offset) Read()
    {
        if (!File.Exists(_path)) return default;
        var parts = File.ReadAllText(_path).Split(' ');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var segment)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? (segment, offset)
            : default;
    }

    /// <summary>Notes a place.</summary>
    public void Write((long Segment, long Offset) place)
    {
        var temporary = _path + ".tmp";
        File.WriteAllText(temporary, string.Create(CultureInfo.InvariantCulture, $"{place.Segment} {place.Offset}"));
        File.Move(temporary, _path, overwrite: true);
    }
}
