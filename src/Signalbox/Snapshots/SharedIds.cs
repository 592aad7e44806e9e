using Signalbox.Core.Snapshots;

namespace Signalbox.Snapshots;

/// <summary>
/// Lets keys name their team, project and user by the very string that the level itself is named by: with a hundred thousand keys, copies of these
/// ids would be a fifth of what the rows hold.
/// </summary>
internal sealed class SharedIds(IReadOnlyList<ScopeRow> scopes)
{
    private readonly Dictionary<string, string> _ids = scopes.ToDictionary(row => row.Id, row => row.Id, StringComparer.Ordinal);

    /// <summary>The same key.</summary>
    public KeyRow Of(KeyRow row) => row with { TeamId = Of(row.TeamId), ProjectId = Of(row.ProjectId), UserId = Of(row.UserId), Environment = Of(row.Environment) };

    private string? Of(string? text)
    {
        if (text is null) return null;
        if (_ids.TryGetValue(text, out var known)) return known;
        _ids.Add(text, text);
        return text;
    }
}
