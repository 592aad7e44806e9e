namespace Signalbox.Usage.Rollups;

/// <summary>Finds the groups of calls. Of fixed size; a group that falls on an occupied place takes it over. For one thread.</summary>
internal sealed class UsageGroups
{
    private const int Places = 512;

    private readonly UsageGroup?[] _places = new UsageGroup?[Places];
    private UsageGroup? _last;

    /// <summary>The group of a call; null for one that is in no sum, since a candidate answers nobody's call.</summary>
    public UsageGroup? Of(UsageRecord record)
    {
        if (record.TargetKind == UsageRecord.Shadow) return null;
        if (_last is { } last && last.Holds(record)) return last;
        ref var place = ref _places[(uint)HashCode.Combine(record.KeyId, record.Model, record.Deployment, record.Client, record.Status) % Places];
        if (place is null || !place.Holds(record)) place = new UsageGroup(record);
        return _last = place;
    }
}
