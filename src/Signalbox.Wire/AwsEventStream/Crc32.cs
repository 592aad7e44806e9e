namespace Signalbox.Wire.AwsEventStream;

/// <summary>The checksum of gzip (RFC 1952, section 8), which event-stream frames carry twice. Computed piece by piece.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of no bytes, to begin with.</summary>
    public const uint Empty = 0;

    /// <summary>The checksum of what was summed so far and these bytes behind it.</summary>
    public static uint Append(uint sum, ReadOnlySpan<byte> bytes)
    {
        var rest = ~sum;
        foreach (var unit in bytes)
            rest = Table[(byte)(rest ^ unit)] ^ (rest >> 8);
        return ~rest;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var entry = i;
            for (var bit = 0; bit < 8; bit++)
                entry = (entry & 1) == 0 ? entry >> 1 : (entry >> 1) ^ Polynomial;
            table[i] = entry;
        }

        return table;
    }
}
