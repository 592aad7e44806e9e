using Signalbox.Core.Snapshots;

namespace Signalbox.Alerts.Evaluation;

/// <summary>Names of what alerts are about, as the snapshot in force knows them.</summary>
internal sealed class SubjectNames(SnapshotHolder snapshots)
{
    /// <summary>The name of a value of a dimension: an id's name, or the value itself where that is the name or nothing has the id any more.</summary>
    public string Of(string dimension, string value)
    {
        if (value.Length == 0) return $"no {dimension}";
        var snapshot = snapshots.Current;
        return dimension switch
        {
            "key" => snapshot.FindPrincipal(value)?.Name ?? value,
            "organization" => NameOf(Core.Access.ScopeKind.Organization),
            "team" => NameOf(Core.Access.ScopeKind.Team),
            "project" => NameOf(Core.Access.ScopeKind.Project),
            "user" => NameOf(Core.Access.ScopeKind.User),
            _ => value,
        };

        string NameOf(Core.Access.ScopeKind kind) => snapshot.FindChain(kind, value)?.Levels.FirstOrDefault(level => level.Id == value)?.Name ?? value;
    }

    /// <summary>What a filter says, for people.</summary>
    public string Of(IEnumerable<(string Dimension, string Value)> scope) =>
        string.Join(", ", scope.Select(one => $"{one.Dimension} {Of(one.Dimension, one.Value)}")) is { Length: > 0 } text ? text : "all calls";
}
