using System.Buffers.Binary;

namespace Signalbox.Usage.Journal;

/// <summary>
/// The form of an entry in a segment: <c>[length of the payload u32][CRC-32C of kind and payload u32][kind u8][payload]</c>, little-endian,
/// padded with zeros to eight bytes. A length of zero is no entry.
/// </summary>
internal static class JournalFrame
{
    /// <summary>Bytes of a frame before its payload.</summary>
    public const int HeaderBytes = 9;

    /// <summary>Frames begin at multiples of this.</summary>
    public const int Alignment = 8;

    /// <summary>No frame takes more.</summary>
    public const int MaxBytes = (HeaderBytes + UsageRecordCodec.MaxBytes + Alignment - 1) & ~(Alignment - 1);

    /// <summary>Builds a frame around a record.</summary>
    /// <param name="target">Where to; a record that does not fit loses its least important texts.</param>
    /// <param name="kind">What the entry says.</param>
    /// <param name="record">The record.</param>
    /// <param name="names">Its names, where it refers to them; null where they stand in it.</param>
    /// <returns>The frame's length with its padding.</returns>
    public static int Write(Span<byte> target, JournalEntryKind kind, UsageRecord record, JournalNames? names = null)
    {
        var room = Room(target);
        return Complete(target, kind, kind == JournalEntryKind.Progress ? UsageRecordCodec.WriteProgress(record, room) : UsageRecordCodec.Write(record, room, names?.Id ?? 0));
    }

    /// <summary>Builds a frame around the names of a record.</summary>
    public static int WriteNames(Span<byte> target, UsageRecord record, long id) => Complete(target, JournalEntryKind.Names, UsageRecordCodec.WriteNames(record, Room(target), id));

    /// <summary>The padding may need room too.</summary>
    private static Span<byte> Room(Span<byte> target) => target[..(target.Length & ~(Alignment - 1))][HeaderBytes..];

    /// <summary>Reads the frame that begins at the first of these bytes.</summary>
    public static JournalFrameState Read(ReadOnlySpan<byte> bytes, out JournalEntryKind kind, out ReadOnlySpan<byte> payload, out int size)
    {
        kind = default;
        payload = default;
        size = 0;
        if (bytes.Length < HeaderBytes) return bytes.IndexOfAnyExcept((byte)0) < 0 ? JournalFrameState.None : JournalFrameState.Cut;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length == 0) return JournalFrameState.None;
        if (length > UsageRecordCodec.MaxBytes) return JournalFrameState.Damaged;
        if (length > bytes.Length - HeaderBytes) return JournalFrameState.Cut;
        var content = bytes.Slice(HeaderBytes - 1, 1 + (int)length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != Crc32C.Of(content)) return JournalFrameState.Damaged;
        kind = (JournalEntryKind)content[0];
        payload = content[1..];
        size = Math.Min(Padded((int)length), bytes.Length);
        return JournalFrameState.Whole;
    }

    private static int Padded(int payload) => (HeaderBytes + payload + Alignment - 1) & ~(Alignment - 1);

    private static int Complete(Span<byte> target, JournalEntryKind kind, int payload)
    {
        var end = HeaderBytes + payload;
        var size = Padded(payload);
        target[end..size].Clear();
        target[HeaderBytes - 1] = (byte)kind;
        BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)payload);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Crc32C.Of(target[(HeaderBytes - 1)..end]));
        return size;
    }
}
