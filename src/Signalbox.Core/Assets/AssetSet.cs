namespace Signalbox.Core.Assets;

/// <summary>
/// A set of assets of one kind, by index: the members in order while they are few, one bit per asset of the catalog once that is smaller.
/// Equal by value, so that equal sets can be shared.
/// </summary>
public sealed class AssetSet : IEquatable<AssetSet>
{
    private const int BitsPerMember = 32;
    private readonly int[] _members;
    private readonly ulong[]? _bits;
    private readonly int _hash;

    private AssetSet(int[] ordered, int catalogSize)
    {
        Count = ordered.Length;
        var hash = default(HashCode);
        foreach (var member in ordered) hash.Add(member);
        _hash = hash.ToHashCode();
        if ((long)ordered.Length * BitsPerMember <= catalogSize)
        {
            _members = ordered;
            return;
        }
        _members = [];
        _bits = new ulong[(catalogSize + 63) / 64];
        foreach (var member in ordered) _bits[member >> 6] |= 1UL << (member & 63);
    }

    /// <summary>The set without members.</summary>
    public static AssetSet Empty { get; } = new([], 0);

    /// <summary>How many members it has.</summary>
    public int Count { get; }

    /// <summary>Makes a set.</summary>
    /// <param name="members">Indices, in any order, each below <paramref name="catalogSize"/>.</param>
    /// <param name="catalogSize">How many assets of the kind there are.</param>
    public static AssetSet Of(IEnumerable<int> members, int catalogSize)
    {
        int[] ordered = [.. members.Distinct().Order()];
        return ordered.Length == 0 ? Empty : new AssetSet(ordered, catalogSize);
    }

    /// <summary>Whether an asset is in it. Allocates nothing.</summary>
    public bool Contains(int index) => _bits is { } bits
        ? (uint)(index >> 6) < (uint)bits.Length && ((bits[index >> 6] >> (index & 63)) & 1) != 0
        : Array.BinarySearch(_members, index) >= 0;

    /// <summary>The members, in order.</summary>
    public IEnumerable<int> Members => _bits is { } bits ? Enumerable.Range(0, bits.Length * 64).Where(Contains) : _members;

    /// <inheritdoc/>
    public bool Equals(AssetSet? other) => other is not null && _hash == other._hash && Count == other.Count && _members.AsSpan().SequenceEqual(other._members)
        && _bits.AsSpan().SequenceEqual(other._bits);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AssetSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;
}
