namespace Signalbox.Usage.Journal;

/// <summary>Finds the names of calls. Of fixed size; what falls on an occupied place takes it over. For any number of threads.</summary>
internal sealed class JournalNamesCache
{
    private const int Places = 1024;

    private readonly JournalNames?[] _places = new JournalNames?[Places];
    private readonly int[] _missed = new int[Places];
    private long _last;

    /// <summary>The names of a call; null when they were not seen just before, or are too long: those stand with the call.</summary>
    public JournalNames? Of(UsageRecord record)
    {
        var place = (uint)HashCode.Combine(record.KeyId, record.Deployment, record.Client) % Places;
        if (Volatile.Read(ref _places[place]) is { } known && known.AreOf(record)) return known;
        // Whoever gives each call another name of its program must not have an entry made for each.
        var hash = HashOf(record);
        if (_missed[place] != hash)
        {
            _missed[place] = hash;
            return null;
        }
        var made = new JournalNames(record, Interlocked.Increment(ref _last));
        if (made.Frame.Length > JournalNames.MostBytes) return null;
        Volatile.Write(ref _places[place], made);
        return made;
    }

    private static int HashOf(UsageRecord record)
    {
        var hash = new HashCode();
        foreach (var text in (ReadOnlySpan<string?>)
            [
                record.KeyId, record.Deployment, record.Model, record.Client, record.Api, record.TargetKind, record.RouteReason, record.UpstreamModel, record.UserId, record.Environment,
                record.KeyName, record.Organization, record.Team, record.Project, record.User,
            ])
            hash.Add(text);
        return hash.ToHashCode();
    }
}
