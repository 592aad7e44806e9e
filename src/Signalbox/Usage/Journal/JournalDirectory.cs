using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Signalbox.Usage.Journal;

/// <summary>The journal's directory: its segment files by number, held by one process at a time.</summary>
internal sealed class JournalDirectory : IDisposable
{
    private const int ScanBytes = 64 * 1024;

    private readonly FileStream _lock;

    /// <summary>Makes the directory if need be and takes it.</summary>
    /// <exception cref="IOException">Another process holds it.</exception>
    public JournalDirectory(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
        try
        {
            _lock = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure)
        {
            throw new IOException($"Another Signalbox process uses the journal in {path}. Give each instance its own SIGNALBOX_DATA.", failure);
        }
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>The file of a segment.</summary>
    public string SegmentPath(long number) => System.IO.Path.Combine(Path, $"{number.ToString("0000000000", CultureInfo.InvariantCulture)}.journal");

    /// <summary>Numbers of the segments there are, ascending.</summary>
    public IReadOnlyList<long> Segments() =>
    [
        .. Directory.EnumerateFiles(Path, "*.journal")
            .Select(file => long.TryParse(System.IO.Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0)
            .Order(),
    ];

    /// <summary>Opens a segment for reading while it may be appended to.</summary>
    public SafeFileHandle OpenSegment(long number) => File.OpenHandle(SegmentPath(number), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Length of a segment's file; 0 when it is gone.</summary>
    public long SegmentLength(long number)
    {
        var file = new FileInfo(SegmentPath(number));
        return file.Exists ? file.Length : 0;
    }

    /// <summary>
    /// Gives back what a killed process had reserved and not used. Without this, one that is killed again and again while the database is away
    /// would fill the disk with empty segments.
    /// </summary>
    public void Trim()
    {
        foreach (var number in Segments())
        {
            long used;
            using (var file = File.OpenHandle(SegmentPath(number), FileMode.Open, FileAccess.ReadWrite))
            {
                used = UsedBytes(file);
                // A sound last frame may itself end in zeros.
                if (used > 0 && used + JournalFrame.MaxBytes < RandomAccess.GetLength(file)) RandomAccess.SetLength(file, used + JournalFrame.MaxBytes);
            }
            if (used == 0) File.Delete(SegmentPath(number));
        }
    }

    /// <summary>Lets others have it.</summary>
    public void Dispose() => _lock.Dispose();

    /// <summary>Where the last byte that is not zero lies, rounded up to where a frame may begin.</summary>
    private static long UsedBytes(SafeFileHandle file)
    {
        var buffer = new byte[ScanBytes];
        for (var end = RandomAccess.GetLength(file); end > 0;)
        {
            var from = Math.Max(0, end - ScanBytes);
            var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)(end - from)), from);
            if (buffer.AsSpan(0, read).LastIndexOfAnyExcept((byte)0) is >= 0 and var last)
                return (from + last + JournalFrame.Alignment) & ~(JournalFrame.Alignment - 1L);
            end = from;
        }
        return 0;
    }
}
