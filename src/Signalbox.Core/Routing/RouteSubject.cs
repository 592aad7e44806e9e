using System.Buffers.Binary;

namespace Signalbox.Core.Routing;

/// <summary>Hashes whose calls are to stay at one member. The same at every instance and in every version.</summary>
public static class RouteSubject
{
    private const ulong Seed = 0xCBF29CE484222325;
    private const ulong Prime = 0x00000100000001B3;

    /// <summary>Hashes a name within a group, so that the same subject is drawn anew in another group.</summary>
    public static ulong Hash(string group, ReadOnlySpan<char> subject) => Add(Add(Seed, group), subject);

    /// <summary>Goes on with bytes.</summary>
    public static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..]) hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var rest in bytes) hash = Mix(hash ^ rest);
        return hash;
    }

    private static ulong Add(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var c in text) hash = Mix(hash ^ c);
        // Where one name ends and the next begins counts too.
        return Mix(hash ^ 0x1F);
    }

    private static ulong Mix(ulong hash)
    {
        hash *= Prime;
        return hash ^ (hash >> 29);
    }
}
