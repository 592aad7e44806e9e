using Signalbox.Admin;
using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>Which organizations are meant.</summary>
/// <param name="OrganizationId">One alone; null for all.</param>
/// <param name="States">Those in one of these states; empty for all.</param>
internal sealed record MigrationFilter(string? OrganizationId, IReadOnlySet<RolloutState> States)
{
    /// <summary>All organizations.</summary>
    public static MigrationFilter Everything { get; } = new(null, new HashSet<RolloutState>());

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

    /// <summary>The organizations that are meant, each with how it stands.</summary>
    /// <exception cref="ProblemException">404 when the one that is asked for does not exist.</exception>
    public IReadOnlyList<(StoredOrganization Stored, OrganizationFinding Finding)> Select(MigrationState state, long now)
    {
        if (OrganizationId is { } id && state.Organizations.All(stored => stored.Organization.Id != id)) throw ProblemException.NotFound("organization", id);
        return
        [
            .. from stored in state.Organizations
               where OrganizationId is null || stored.Organization.Id == OrganizationId
               let finding = MigrationPlanner.Find(stored.ToRows(), state.Catalog, now)
               where Means(finding.State)
               select (stored, finding),
        ];
    }
}
