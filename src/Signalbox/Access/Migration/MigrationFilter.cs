using Signalbox.Admin;
using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>Which organizations are meant.</summary>
/// <param name="OrganizationId">One alone; null for all.</param>
/// <param name="States">Those in one of these states; empty for all.</param>
internal sealed record MigrationFilter(string? OrganizationId, IReadOnlySet<RolloutState> States)
{
    /// <summary>These alone, whatever their state; null for all.</summary>
    public IReadOnlySet<string>? Among { get; init; }

    /// <summary>Reads a filter; empty words count as none.</summary>
    /// <param name="organizationId">As it was sent.</param>
    /// <param name="states">As they were sent.</param>
    /// <param name="field">What the states are called there.</param>
    /// <exception cref="ProblemException">400 naming the states there are.</exception>
    public static MigrationFilter Parse(string? organizationId, IReadOnlyList<string?>? states, string field)
    {
        var errors = new FieldErrors();
        var parsed = new HashSet<RolloutState>();
        for (var i = 0; i < (states?.Count ?? 0); i++)
        {
            if (states![i] is "") continue;
            if (RolloutStates.Parse(states[i]) is { } state) parsed.Add(state);
            else errors.Add($"{field}[{i}]", $"'{states[i]}' is no rollout state. There are {string.Join(", ", RolloutStates.Names)}.");
        }
        errors.ThrowIfAny();
        return new(string.IsNullOrWhiteSpace(organizationId) ? null : organizationId, parsed);
    }

    /// <summary>The names of the states, in order.</summary>
    public IReadOnlyList<string> StateNames => [.. States.Order().Select(RolloutStates.Name)];

    /// <summary>Whether a state is meant.</summary>
    public bool Means(RolloutState state) => States.Count == 0 || States.Contains(state);
}
