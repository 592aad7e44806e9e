using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Signalbox.Usage.Journal;

/// <summary>
/// One preallocated, memory-mapped file of the journal. An append is a copy into the shared mapping: no system call, and once copied the
/// bytes belong to the kernel, so that no kill of the process loses them. A frame's length is written last, so that a kill leaves it there
/// whole or not at all.
/// </summary>
internal sealed unsafe class JournalSegment : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private int _written;
    private int _unmapped;

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
    public int Written => _written;

    /// <summary>Bytes left.</summary>
    public int Free => Capacity - _written;

    /// <summary>Makes a segment with its disk space reserved, so that a full disk shows here and never at an append.</summary>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written to.</exception>
    public static JournalSegment Create(string path, long number, int capacity)
    {
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            DiskSpace.Reserve(handle, capacity);
            return new JournalSegment(number, path, handle, capacity);
        }
        catch
        {
            handle.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Appends a frame; the caller holds the journal's lock and has checked that it fits.</summary>
    public void Append(ReadOnlySpan<byte> frame)
    {
        var target = new Span<byte>(_start + _written, frame.Length);
        frame[sizeof(uint)..].CopyTo(target[sizeof(uint)..]);
        Volatile.Write(ref Unsafe.As<byte, uint>(ref target[0]), Unsafe.ReadUnaligned<uint>(in frame[0]));
        _written += frame.Length;
    }

    /// <summary>Forces what was appended onto the disk, and takes the pages that are full out of the process's memory: nobody reads them there.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public void Flush()
    {
        var written = Volatile.Read(ref _written);
        RandomAccess.FlushToDisk(_handle);
        var full = written - written % Environment.SystemPageSize;
        if (full <= _unmapped) return;
        DiskSpace.Forget(_start + _unmapped, full - _unmapped);
        _unmapped = full;
    }

    /// <summary>Gives back the space that was not used, and the file with it when nothing was. The segment is of no use after that.</summary>
    public void Seal()
    {
        ReleaseMapping();
        if (_written > 0) RandomAccess.SetLength(_handle, _written);
        _handle.Dispose();
        if (_written == 0) File.Delete(FilePath);
    }

    public void Dispose()
    {
        ReleaseMapping();
        _handle.Dispose();
    }

    private void ReleaseMapping()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
