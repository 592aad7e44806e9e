using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Signalbox.Usage.Journal;

/// <summary>
/// How far the journal is in the database. One small file, written in place, so that a full disk does not stop the draining that would free it.
/// Losing it costs only time: a record delivered again counts once.
/// </summary>
internal sealed class JournalCheckpoint : IDisposable
{
    private const int Bytes = 20;

    private readonly SafeFileHandle _file;

    /// <summary>Opens the file, or makes it.</summary>
    public JournalCheckpoint(string directory)
    {
        _file = File.OpenHandle(Path.Combine(directory, "checkpoint"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        Span<byte> stored = stackalloc byte[Bytes];
        if (RandomAccess.Read(_file, stored, 0) == Bytes && BinaryPrimitives.ReadUInt32LittleEndian(stored[16..]) == Crc32C.Of(stored[..16]))
            Place = (BinaryPrimitives.ReadInt64LittleEndian(stored), BinaryPrimitives.ReadInt64LittleEndian(stored[8..]));
    }

    /// <summary>The place up to which everything was delivered; the beginning when unknown.</summary>
    public (long Segment, long Offset) Place { get; private set; }

    /// <summary>Notes a place.</summary>
    public void Write((long Segment, long Offset) place)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, place.Segment);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], place.Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], Crc32C.Of(bytes[..16]));
        RandomAccess.Write(_file, bytes, 0);
        Place = place;
    }

    public void Dispose() => _file.Dispose();
}
