using System.Collections.Concurrent;
using Signalbox.Core.Limits;

namespace Signalbox.Limits;

/// <summary>Counts refusals and thresholds, by kind of limit and level: names of scopes would make a series for each key.</summary>
internal sealed class LimitCounts
{
    private readonly ConcurrentDictionary<(string Limit, string Level), long> _refused = new();
    private readonly ConcurrentDictionary<(string Limit, string Level, int Percent), long> _crossed = new();
    private long _grown;
    private long _notGrown;
    private long _cutOff;

    /// <summary>Calls refused.</summary>
    public IEnumerable<KeyValuePair<(string Limit, string Level), long>> Refusals => _refused;

    /// <summary>Streams ended since a limit had no room for more of them.</summary>
    public long CutOff => Volatile.Read(ref _cutOff);

    /// <summary>Thresholds reached.</summary>
    public IEnumerable<KeyValuePair<(string Limit, string Level, int Percent), long>> Thresholds => _crossed;

    /// <summary>Times a call waited for a larger share and this instance got one.</summary>
    public long Grown => Volatile.Read(ref _grown);

    /// <summary>Times it got none.</summary>
    public long NotGrown => Volatile.Read(ref _notGrown);

    /// <summary>A call was refused.</summary>
    public void Refused(CompiledLimit limit) => _refused.AddOrUpdate((limit.Name, Level(limit)), 1, static (_, count) => count + 1);

    /// <summary>A stream was ended.</summary>
    public void EndedStream() => Interlocked.Increment(ref _cutOff);

    /// <summary>A threshold was reached.</summary>
    public void Crossed(CompiledLimit limit, int percent) => _crossed.AddOrUpdate((limit.Name, Level(limit), percent), 1, static (_, count) => count + 1);

    /// <summary>A call waited for a larger share.</summary>
    public void Asked(bool granted) => Interlocked.Increment(ref (granted ? ref _grown : ref _notGrown));

    /// <summary>The level's name.</summary>
    public static string Level(CompiledLimit limit) => limit.Level.ToString().ToLowerInvariant();
}
