using Signalbox.Core.Snapshots;
using Signalbox.Usage.Rollups;

namespace Signalbox.Reports;

/// <summary>The tags of what was asked for, as they are now: sums know the target, and a target's tags may change.</summary>
internal sealed class TargetTags(SnapshotHolder snapshots)
{
    /// <summary>The name of the dimension.</summary>
    public const string Dimension = "tag";

    /// <summary>A filter by tags as one by the targets that carry any of them.</summary>
    public IReadOnlyList<(ReportDimension, IReadOnlyList<string>)> Resolve(IReadOnlyList<(ReportDimension Dimension, IReadOnlyList<string> Values)> filters) =>
        [.. filters.Select(f => f.Dimension.Name == Dimension ? (f.Dimension, TargetsOf(f.Values)) : f)];

    /// <summary>Sums by target as sums by tag. Calls of a target with several tags count to each; those of one without, or that is gone, to none.</summary>
    public IReadOnlyList<ReportRow> Spread(IReadOnlyList<ReportRow> rows) =>
    [
        .. rows.SelectMany(row => TagsOf(row.Value), (row, tag) => (row, tag)).GroupBy(r => (r.row.Bucket, r.tag), r => r.row)
            .Select(g => ReportRows.Add(g) with { Bucket = g.Key.Bucket, Value = g.Key.tag }),
    ];

    private IReadOnlyList<string> TagsOf(string? target) => target is { Length: > 0 } && snapshots.Current.FindTarget(target) is { Asset.Tags: { Count: > 0 } tags } ? tags : [""];

    private IReadOnlyList<string> TargetsOf(IReadOnlyList<string> tags)
    {
        string[] targets = [.. snapshots.Current.TargetsByName.Where(t => TagsOf(t.Name).Any(tags.Contains)).Select(t => t.Name)];
        // Of a tag that nothing carries there are no calls: no target has a control character in its name.
        return targets.Length > 0 ? targets : ["\u0001"];
    }
}
