namespace Signalbox.Usage.Journal;

/// <summary>Calls that earlier runs closed in the journal and that may not be in the database yet.</summary>
internal sealed class JournalBacklog(UsageJournal journal, UsageStore store)
{
    /// <summary>What they took, without those that the database has: a kill between a batch and its checkpoint leaves a batch that is in both.</summary>
    public async Task<IReadOnlyList<Consumption>> ReadNotStoredAsync(CancellationToken cancellation)
    {
        (long, long) place;
        using (var checkpoint = new JournalCheckpoint(journal.Files.Path)) place = checkpoint.Place;
        string[] first = [.. Read(place).Take(UsageWriter.BatchSize).Select(record => record.RequestId)];
        var known = first.Length == 0 ? new HashSet<string>() : await store.KnownAsync(first, cancellation);
        return Sum(Read(place).Where(record => !known.Contains(record.RequestId)));
    }

    /// <summary>What those took that were closed after a place.</summary>
    public IReadOnlyList<Consumption> ReadAfter((long Segment, long Offset) place) => Sum(Read(place));

    /// <summary>Per quarter of an hour: an outage may have left a million calls.</summary>
    private static IReadOnlyList<Consumption> Sum(IEnumerable<UsageRecord> records)
    {
        var tally = new ConsumptionTally(ConsumptionStore.QuarterMs);
        foreach (var record in records) tally.Add(record);
        return tally.Sums;
    }

    private IEnumerable<UsageRecord> Read((long Segment, long Offset) place)
    {
        using var cursor = new JournalCursor(journal);
        var (texts, names) = (new TextCache(), new JournalNamesTable());
        while (TryRead(cursor, texts, names, place, out var record))
            if (record is not null)
                yield return record;
    }

    /// <summary>Reads an entry; the record is null when it is none that counts.</summary>
    private bool TryRead(JournalCursor cursor, TextCache texts, JournalNamesTable names, (long, long) place, out UsageRecord? record)
    {
        record = null;
        if (!cursor.TryRead(out var kind, out var payload) || cursor.EntryPlace.Segment >= journal.FirstOwnSegment) return false;
        try
        {
            if (kind == JournalEntryKind.Names) names.Add(cursor.EntryPlace.Segment, payload, texts);
            else if (kind == JournalEntryKind.Close && cursor.Place.CompareTo(place) > 0)
                record = UsageRecordCodec.Read(payload, texts, names: names.Of(cursor.EntryPlace.Segment, payload));
        }
        catch (InvalidDataException)
        {
            // The writer counts and reports it.
        }
        return true;
    }
}
