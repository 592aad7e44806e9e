namespace Signalbox.Usage.Journal;

/// <summary>The names that a reader has come across in a segment. For one thread.</summary>
internal sealed class JournalNamesTable
{
    private readonly Dictionary<long, UsageRecord> _names = [];
    private long _segment;

    /// <summary>Takes an entry of names.</summary>
    /// <param name="segment">Where it stands; entries refer to names of their own segment only.</param>
    /// <param name="payload">The entry.</param>
    /// <param name="texts">Decodes those that recur.</param>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public void Add(long segment, ReadOnlySpan<byte> payload, TextCache texts)
    {
        if (segment != _segment) _names.Clear();
        _segment = segment;
        _names[UsageRecordCodec.NamesId(payload)] = UsageRecordCodec.ReadNames(payload, texts);
    }

    /// <summary>A record with the names that an entry refers to and nothing else; null for an entry that refers to none.</summary>
    /// <exception cref="InvalidDataException">It refers to names that were lost.</exception>
    public UsageRecord? Of(long segment, ReadOnlySpan<byte> payload)
    {
        var id = UsageRecordCodec.NamesId(payload);
        if (id == 0) return null;
        return segment == _segment && _names.TryGetValue(id, out var names) ? names : throw new InvalidDataException("A journal entry refers to names that are not there.");
    }
}
