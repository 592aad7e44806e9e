using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Signalbox.Usage.Journal;

/// <summary>
/// One preallocated, memory-mapped file of the journal. An append is a copy into the shared mapping: no system call, and once copied the
/// bytes belong to the kernel, so that no kill of the process loses them. Frames are
/// <c>[length u32][CRC-32C of kind and payload u32][kind u8][payload]</c>, padded to eight bytes; a length of zero ends the file. The
/// length is written last, so that a frame is there whole or not at all.
/// </summary>
internal sealed unsafe class JournalSegment : IDisposable
{
    /// <summary>Bytes of a frame besides its payload.</summary>
    public const int FrameOverhead = 9;

    private readonly SafeFileHandle _handle;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private int _written;

    private JournalSegment(long number, string path, SafeFileHandle handle, int capacity)
    {
        (Number, FilePath, _handle, Capacity) = (number, path, handle, capacity);
        _file = MemoryMappedFile.CreateFromFile(handle, null, capacity, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, capacity, MemoryMappedFileAccess.ReadWrite);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <summary>Its place in the order; also its file's name.</summary>
    public long Number { get; }

    /// <summary>Its file.</summary>
    public string FilePath { get; }

    /// <summary>Its size in bytes.</summary>
    public int Capacity { get; }

    /// <summary>Bytes appended.</summary>
    public int Written => Volatile.Read(ref _written);

    /// <summary>Bytes left.</summary>
    public int Free => Capacity - _written;

    /// <summary>Makes a segment with its disk space reserved, so that a full disk shows here and never at an append.</summary>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public static JournalSegment Create(string directory, long number, int capacity)
    {
        var path = PathOf(directory, number);
        try
        {
            var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite, FileOptions.None, capacity);
            return new JournalSegment(number, path, handle, capacity);
        }
        catch (IOException)
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>The file of a segment.</summary>
    public static string PathOf(string directory, long number) => Path.Combine(directory, $"{number:0000000000}.journal");

    /// <summary>Bytes a payload takes.</summary>
    public static int FrameSize(int payload) => (FrameOverhead + payload + 7) & ~7;

    /// <summary>Appends; the caller holds the journal's lock and has checked that it fits.</summary>
    public void Append(JournalEntryKind kind, ReadOnlySpan<byte> payload)
    {
        var frame = new Span<byte>(_start + _written, FrameSize(payload.Length));
        frame[8] = (byte)kind;
        payload.CopyTo(frame[FrameOverhead..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Checksum(frame.Slice(8, 1 + payload.Length)));
        Volatile.Write(ref Unsafe.As<byte, uint>(ref frame[0]), (uint)payload.Length);
        Volatile.Write(ref _written, _written + frame.Length);
    }

    /// <summary>Forces what was appended onto the disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    /// <summary>Reads the frame at an offset of a segment's bytes.</summary>
    /// <returns>False at the end, or where the bytes are damaged.</returns>
    public static bool TryReadFrame(ReadOnlySpan<byte> bytes, out JournalEntryKind kind, out ReadOnlySpan<byte> payload, out int size)
    {
        kind = default;
        payload = default;
        size = 0;
        if (bytes.Length < FrameOverhead) return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length == 0 || length > bytes.Length - FrameOverhead) return false;
        var content = bytes.Slice(8, 1 + (int)length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != Checksum(content)) return false;
        kind = (JournalEntryKind)content[0];
        payload = content[1..];
        size = FrameSize((int)length);
        return true;
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
        _handle.Dispose();
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes) => Crc32C.Of(bytes);
}
