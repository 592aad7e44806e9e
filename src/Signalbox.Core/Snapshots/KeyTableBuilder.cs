using Signalbox.Core.Access;

namespace Signalbox.Core.Snapshots;

/// <summary>Makes a <see cref="KeyTable"/> out of another; a shard is copied when it is first touched, the rest is shared.</summary>
internal sealed class KeyTableBuilder(KeyTable from)
{
    private readonly Dictionary<KeyHash, KeyCredential>[] _byHash = from.CopyByHash();
    private readonly Dictionary<string, KeyPrincipal>[] _byId = from.CopyById();
    private readonly bool[] _ownsHashes = new bool[KeyTable.Shards];
    private readonly bool[] _ownsIds = new bool[KeyTable.Shards];
    private int _count = from.Count;

    /// <summary>Takes a key out, as its row stood when it was added.</summary>
    public void Remove(KeyRow row)
    {
        if (!Ids(row.Id).Remove(row.Id)) return;
        _count--;
        RemoveHash(ParseHash(row.Hash, row.Id), row.Id);
        if (row.PreviousHash is { } previous) RemoveHash(ParseHash(previous, row.Id), row.Id);
    }

    /// <summary>Adds a key with the secrets by which it may be known.</summary>
    /// <exception cref="InvalidDataException">There is a key of that id, or a hash is malformed.</exception>
    public void Add(KeyRow row, KeyPrincipal principal)
    {
        if (!Ids(row.Id).TryAdd(row.Id, principal)) throw new InvalidDataException($"Two keys have the id {row.Id}.");
        _count++;
        AddHash(row.Hash, row.Id, new KeyCredential(principal, principal.ValidUntil));
        if (row.PreviousHash is { } previous && row.PreviousValidUntil is { } until)
            AddHash(previous, row.Id, new KeyCredential(principal, Math.Min(until, principal.ValidUntil)));
    }

    /// <summary>Gives a key that is in the table, and whose secrets stay, another place in the tree.</summary>
    public void Replace(KeyRow row, KeyPrincipal principal)
    {
        Ids(row.Id)[row.Id] = principal;
        Point(row.Hash, principal);
        if (row.PreviousHash is { } previous) Point(previous, principal);
    }

    /// <summary>The table. The builder is not used afterwards.</summary>
    public KeyTable Build()
    {
        // Grown by doubling, they are half empty, and stay as they are for as long as nobody changes one of their keys.
        for (var shard = 0; shard < KeyTable.Shards; shard++)
        {
            if (_ownsHashes[shard]) _byHash[shard].TrimExcess();
            if (_ownsIds[shard]) _byId[shard].TrimExcess();
        }
        return new(_byHash, _byId, _count);
    }

    private void Point(string text, KeyPrincipal principal)
    {
        var hash = ParseHash(text, principal.Id);
        var shard = Hashes(hash);
        if (shard.TryGetValue(hash, out var credential) && credential.Principal.Id == principal.Id) shard[hash] = credential with { Principal = principal };
    }

    private void AddHash(string text, string id, KeyCredential credential)
    {
        var hash = ParseHash(text, id);
        Hashes(hash)[hash] = credential;
    }

    private void RemoveHash(KeyHash hash, string id)
    {
        var shard = Hashes(hash);
        if (shard.TryGetValue(hash, out var credential) && credential.Principal.Id == id) shard.Remove(hash);
    }

    private Dictionary<KeyHash, KeyCredential> Hashes(KeyHash hash)
    {
        var shard = KeyTable.ShardOf(hash);
        if (!_ownsHashes[shard]) (_byHash[shard], _ownsHashes[shard]) = (new(_byHash[shard]), true);
        return _byHash[shard];
    }

    private Dictionary<string, KeyPrincipal> Ids(string id)
    {
        var shard = KeyTable.ShardOf(id);
        if (!_ownsIds[shard]) (_byId[shard], _ownsIds[shard]) = (new(_byId[shard], StringComparer.Ordinal), true);
        return _byId[shard];
    }

    private static KeyHash ParseHash(string text, string keyId) =>
        KeyHash.Parse(text) ?? throw new InvalidDataException($"The stored hash of key {keyId} is malformed.");
}
