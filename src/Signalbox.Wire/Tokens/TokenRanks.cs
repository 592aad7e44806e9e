using System.Buffers.Binary;
using System.Numerics;

namespace Signalbox.Wire.Tokens;

/// <summary>
/// The tokens of an encoding and their ranks. They stay in the bytes of the file; an open hash table of one word each finds them, so that two hundred
/// thousand tokens take 4 MB and no objects. Immutable.
/// </summary>
internal sealed class TokenRanks
{
    /// <summary>What <see cref="Find"/> answers for bytes that are no token: more than any rank.</summary>
    public const int None = int.MaxValue;

    /// <summary>A slot holds the rank plus one in these bits, and above them bits of the hash.</summary>
    private const int RankBits = 18;

    private const uint RankMask = (1u << RankBits) - 1;

    private readonly byte[] _file;
    private readonly int[] _starts;
    private readonly uint[] _slots;
    private readonly int _longest;

    /// <summary>Takes a rank file: token after token in the order of their ranks, each with its length in a byte before it.</summary>
    public TokenRanks(byte[] file)
    {
        _file = file;
        var starts = new List<int>(file.Length / 7);
        for (var at = 0; at < file.Length; at += file[at] + 1)
        {
            starts.Add(at + 1);
            _longest = Math.Max(_longest, file[at]);
        }

        _starts = [.. starts];
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_starts.Length, (int)RankMask);
        _slots = new uint[BitOperations.RoundUpToPowerOf2((uint)_starts.Length * 2)];
        for (var rank = 0; rank < _starts.Length; rank++)
            Add(rank);
    }

    /// <summary>How many tokens there are.</summary>
    public int Count => _starts.Length;

    /// <summary>The bytes of a token.</summary>
    public ReadOnlySpan<byte> Bytes(int rank) => _file.AsSpan(_starts[rank], _file[_starts[rank] - 1]);

    /// <summary>The rank of the token of these bytes, or <see cref="None"/>.</summary>
    public int Find(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _longest)
            return None;
        var hash = Hash(bytes);
        var mark = (uint)(hash >> 32) & ~RankMask;
        for (var slot = (uint)hash & (_slots.Length - 1); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            var found = _slots[slot];
            if (found == 0)
                return None;
            if ((found & ~RankMask) == mark && Bytes((int)(found & RankMask) - 1).SequenceEqual(bytes))
                return (int)(found & RankMask) - 1;
        }
    }

    private void Add(int rank)
    {
        var hash = Hash(Bytes(rank));
        var slot = (uint)hash & (_slots.Length - 1);
        while (_slots[slot] != 0)
            slot = (slot + 1) & (_slots.Length - 1);
        _slots[slot] = ((uint)(hash >> 32) & ~RankMask) | (uint)(rank + 1);
    }

    /// <summary>The tokens are known, so that no one can choose bytes to make this slow.</summary>
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        var hash = (ulong)bytes.Length * Factor;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        ulong rest = 0;
        foreach (var value in bytes)
            rest = (rest << 8) | value;
        return Mix(hash ^ rest);

        static ulong Mix(ulong value)
        {
            value *= Factor;
            value ^= value >> 32;
            value *= Factor;
            return value ^ (value >> 29);
        }
    }
}
