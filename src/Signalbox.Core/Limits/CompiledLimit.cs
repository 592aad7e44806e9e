using Signalbox.Core.Access;
using Signalbox.Core.Assets;

namespace Signalbox.Core.Limits;

/// <summary>A limit with the scope it is written at, ready to be judged.</summary>
public sealed class CompiledLimit
{
    /// <summary>The index that stands for all assets.</summary>
    public const int AnyAsset = -1;

    private CompiledLimit(LimitRule rule, string organizationId, ScopeKind level, string scopeId, string scopeName, TimeZoneInfo zone, int asset)
    {
        (Rule, OrganizationId, Level, ScopeId, ScopeName, Zone, AssetIndex) = (rule, organizationId, level, scopeId, scopeName, zone, asset);
        Identity = $"{scopeId}/{rule.Name}/{rule.Asset}";
        Name = rule.Name;
    }

    /// <summary>As it is written.</summary>
    public LimitRule Rule { get; }

    /// <summary>The organization that the scope belongs to, whose <see cref="LimitLedger"/> has the counter.</summary>
    public string OrganizationId { get; }

    /// <summary>The level of the scope.</summary>
    public ScopeKind Level { get; }

    /// <summary>The scope's id.</summary>
    public string ScopeId { get; }

    /// <summary>Its name, for people.</summary>
    public string ScopeName { get; }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Names its counter for good.</summary>
    public string Identity { get; }

    /// <summary>Whose days and months.</summary>
    internal TimeZoneInfo Zone { get; }

    /// <summary>The callable target it is for, by index in the snapshot's catalog; <see cref="AnyAsset"/> for all.</summary>
    internal int AssetIndex { get; }

    /// <summary>Compiles the limits of a scope.</summary>
    /// <param name="limits">The limits; null for none.</param>
    /// <param name="organizationId">The organization that the scope belongs to.</param>
    /// <param name="level">The scope's level.</param>
    /// <param name="scopeId">Its id.</param>
    /// <param name="scopeName">Its name.</param>
    /// <param name="assets">What can be called. A limit of a target that is not among it judges nothing.</param>
    /// <exception cref="InvalidDataException">Two limits count the same, or one names a time zone that this system does not know.</exception>
    public static CompiledLimit[] Compile(ScopeLimits? limits, string organizationId, ScopeKind level, string scopeId, string scopeName, AssetCatalog assets)
    {
        if (limits is null || limits.Rules.Count == 0) return [];
        var compiled = new List<CompiledLimit>(limits.Rules.Count);
        foreach (var rule in limits.Rules)
        {
            var asset = rule.Asset is null ? AnyAsset : assets.Find(AssetKind.CallableTarget, rule.Asset)?.Index;
            if (asset is not { } index) continue;
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(rule.TimeZone, out var zone))
                throw new InvalidDataException($"A limit of '{scopeName}' ({scopeId}) names the time zone '{rule.TimeZone}', which this system does not know.");
            var limit = new CompiledLimit(rule, organizationId, level, scopeId, scopeName, zone, index);
            if (compiled.Exists(other => other.Identity == limit.Identity))
                throw new InvalidDataException($"'{scopeName}' ({scopeId}) has two limits {limit.Name}{(rule.Asset is null ? "" : $" for {rule.Asset}")}.");
            compiled.Add(limit);
        }
        return [.. compiled];
    }

    /// <summary>Whether a call of a target is judged by it.</summary>
    /// <param name="asset">The target, by index in the snapshot's catalog.</param>
    public bool AppliesTo(int asset) => AssetIndex < 0 || AssetIndex == asset;

    /// <summary>A counter for it.</summary>
    internal LimitCounter CreateCounter() => Rule.Period switch
    {
        LimitPeriod.Now => new ConcurrencyCounter(this),
        LimitPeriod.Burst => new BurstCounter(this),
        LimitPeriod.Minute => new SlidingCounter(this),
        _ => new CalendarCounter(this),
    };

    /// <summary>What a call may come to take of it at most.</summary>
    internal long AmountOf(in LimitDemand demand) => Rule.Measure switch
    {
        LimitMeasure.Tokens => Math.Min(Rule.Weights.AtMost(demand.InputTokens, demand.OutputTokens), LimitRule.MaxAmount),
        LimitMeasure.Cost => Math.Min(demand.CostMicros, LimitRule.MaxAmount),
        _ => 1,
    };

    /// <summary>What a call took of it.</summary>
    internal long AmountOf(in LimitOutlay outlay) => Rule.Measure switch
    {
        LimitMeasure.Tokens => Rule.Weights.Weigh(outlay.Tokens),
        LimitMeasure.Cost => Math.Clamp(outlay.CostMicros, 0, LimitRule.MaxAmount),
        LimitMeasure.Concurrency => 0,
        _ => outlay.WasSent ? 1 : 0,
    };
}
