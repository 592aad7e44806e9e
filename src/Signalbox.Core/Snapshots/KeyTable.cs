using Signalbox.Core.Access;

namespace Signalbox.Core.Snapshots;

/// <summary>
/// Keys by hash and by id, in shards, so that a change of a few among a hundred thousand copies only the shards those few lie in.
/// Immutable; <see cref="KeyTableBuilder"/> makes the next one.
/// </summary>
internal sealed class KeyTable
{
    /// <summary>With 100,000 keys about a hundred per shard.</summary>
    public const int Shards = 1024;

    private readonly Dictionary<KeyHash, KeyCredential>[] _byHash;
    private readonly Dictionary<string, KeyPrincipal>[] _byId;

    internal KeyTable(Dictionary<KeyHash, KeyCredential>[] byHash, Dictionary<string, KeyPrincipal>[] byId, int count) =>
        (_byHash, _byId, Count) = (byHash, byId, count);

    /// <summary>A table without keys.</summary>
    public static KeyTable Empty { get; } = new(
        [.. Enumerable.Repeat(new Dictionary<KeyHash, KeyCredential>(), Shards)],
        [.. Enumerable.Repeat(new Dictionary<string, KeyPrincipal>(StringComparer.Ordinal), Shards)],
        0);

    /// <summary>How many keys there are.</summary>
    public int Count { get; }

    /// <summary>All keys, in no order.</summary>
    public IEnumerable<KeyPrincipal> Principals => _byId.SelectMany(static shard => shard.Values);

    /// <summary>Looks a presented secret's hash up. Allocates nothing.</summary>
    public bool TryGetCredential(KeyHash hash, out KeyCredential credential) => _byHash[ShardOf(hash)].TryGetValue(hash, out credential);

    /// <summary>The key of that id, or null.</summary>
    public KeyPrincipal? FindPrincipal(string id) => _byId[ShardOf(id)].GetValueOrDefault(id);

    /// <summary>The shards by hash, for a builder to copy.</summary>
    internal Dictionary<KeyHash, KeyCredential>[] CopyByHash() => [.. _byHash];

    /// <summary>The shards by id, for a builder to copy.</summary>
    internal Dictionary<string, KeyPrincipal>[] CopyById() => [.. _byId];

    // The upper bits: a dictionary within a shard goes by all of them, and the lower ones must not all be equal there.
    internal static int ShardOf(KeyHash hash) => (int)((uint)hash.GetHashCode() >> 22);

    internal static int ShardOf(string id) => (int)((uint)id.GetHashCode(StringComparison.Ordinal) >> 22);
}
