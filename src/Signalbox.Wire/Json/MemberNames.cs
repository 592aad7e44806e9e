using System.Runtime.CompilerServices;

namespace Signalbox.Wire.Json;

/// <summary>
/// Remembers the names of one object's members to find a duplicate: JSON parsers differ in which of two equal names
/// wins, so a duplicate could mean one thing to the gateway and another to the upstream.
/// </summary>
/// <remarks>
/// Compares cheap hashes first, then the names. The number of members is bounded, so that names made to collide cost
/// little.
/// </remarks>
internal ref struct MemberNames
{
    /// <summary>Most members that are told apart.</summary>
    public const int Limit = 256;

    /// <summary>Longest name, as written, that the caller may add.</summary>
    public const int MaxNameBytes = 256;

    private readonly ReadOnlySpan<byte> _json;
    private Span<int> _hashes;
    private Span<JsonString> _names;
    private int _count;

    /// <param name="json">The text that the names stand in.</param>
    /// <param name="hashes">First storage; a larger one is allocated when it is full.</param>
    /// <param name="names">First storage, as long as <paramref name="hashes"/>.</param>
    public MemberNames(ReadOnlySpan<byte> json, Span<int> hashes, Span<JsonString> names)
    {
        _json = json;
        _hashes = hashes;
        _names = names;
    }

    public readonly int Count => _count;

    /// <summary>
    /// Adds a name. False when an equal one (after decoding) is there already. The caller stops at <see cref="Limit"/>.
    /// </summary>
    /// <param name="name">The name as it stands in the text.</param>
    /// <param name="decoded">Its decoded bytes.</param>
    public bool TryAdd(JsonString name, scoped ReadOnlySpan<byte> decoded)
    {
        var hash = Hash(decoded);
        var hashes = _hashes[.._count];
        for (var i = 0; i < hashes.Length; i++)
        {
            if (hashes[i] == hash && SameName(_names[i], decoded))
                return false;
        }

        if (_count == _hashes.Length)
            Grow();
        _hashes[_count] = hash;
        _names[_count++] = name;
        return true;
    }

    private readonly bool SameName(JsonString known, scoped ReadOnlySpan<byte> decoded)
    {
        var content = known.Content.Of(_json);
        if (!known.Escaped)
            return content.SequenceEqual(decoded);
        Span<byte> buffer = stackalloc byte[MaxNameBytes];
        return JsonText.TryDecodeUtf8(content, buffer, out var length) && buffer[..length].SequenceEqual(decoded);
    }

    private void Grow()
    {
        var hashes = new int[Limit];
        var names = new JsonString[Limit];
        _hashes[.._count].CopyTo(hashes);
        _names[.._count].CopyTo(names);
        _hashes = hashes;
        _names = names;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = (uint)name.Length;
        foreach (var unit in name)
            hash = (hash ^ unit) * 16777619;
        return (int)hash;
    }
}
