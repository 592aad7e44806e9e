using System.Data.Common;

namespace Signalbox.Usage;

/// <summary>Keeps <c>key_uses</c>: when each key was last used.</summary>
internal static class KeyUses
{
    private static readonly BulkInsert<KeyValuePair<string, long>> Put = new(
        "INTO key_uses",
        [BulkColumn<KeyValuePair<string, long>>.OfText("key_id", use => use.Key), BulkColumn<KeyValuePair<string, long>>.OfNumber("at", use => use.Value)],
        "(key_id) DO UPDATE SET at = CASE WHEN excluded.at > key_uses.at THEN excluded.at ELSE key_uses.at END",
        "key_id");

    /// <summary>Notes calls, within the caller's transaction.</summary>
    public static Task AddAsync(DbConnection connection, IReadOnlyList<UsageRecord> records, CancellationToken cancellation)
    {
        var uses = new Dictionary<string, long>(StringComparer.Ordinal);
        var (key, newest) = ((string?)null, 0L);
        foreach (var record in records)
        {
            if (record.KeyId is not { } id) continue;
            // Mostly the key of the call before, and the very object.
            if (ReferenceEquals(id, key) && record.StartedAt <= newest) continue;
            (key, newest) = (id, Math.Max(record.StartedAt, uses.GetValueOrDefault(id)));
            uses[id] = newest;
        }
        return Put.InsertAsync(connection, [.. uses], cancellation);
    }
}
