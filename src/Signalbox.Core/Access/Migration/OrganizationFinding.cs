using Signalbox.Core.Assets;

namespace Signalbox.Core.Access.Migration;

/// <summary>How one organization stands, and what a backfill would write in it.</summary>
/// <param name="Rows">What was looked at.</param>
/// <param name="State">What it comes to.</param>
/// <param name="Children">Its teams, projects, users and keys.</param>
/// <param name="Backfill">What would be written.</param>
public sealed record OrganizationFinding(OrganizationRows Rows, RolloutState State, IReadOnlyList<ChildFinding> Children, OrganizationBackfill Backfill)
{
    /// <summary>Why the organization cannot be enforced yet, by level; none when it can.</summary>
    public IEnumerable<RolloutObstacle> Obstacles
    {
        get
        {
            var organization = Rows.Organization;
            if (Backfill.Ceiling.Count > 0)
                yield return new(ScopeKind.Organization, organization.Id, organization.Name, Backfill.Kind == AssetKind.CallableTarget
                    ? "It has no grants, although keys in it may use something. Run the backfill, or grant what it may use."
                    : $"It does not grant what is granted below it: {string.Join(", ", Backfill.Ceiling.Select(grant => grant.Asset))}. Run the backfill, or grant that.");
            foreach (var child in Children)
            {
                if (child.State == RolloutState.MissingCatalogKeys)
                    yield return new(child.Kind, child.Id, child.Name,
                        $"Its legacy list names what is not registered: {string.Join(", ", child.Missing)}. Register it, or take it off the list.");
                else if (child.State == RolloutState.NeedsScopeBackfill)
                    yield return new(child.Kind, child.Id, child.Name, child.LegacyModels.Count > 0
                        ? "Its legacy list is not a restriction yet. Run the backfill."
                        : "Its grants are not a restriction yet. Run the backfill, or set its access to restrict.");
            }
        }
    }
}

/// <summary>One reason why an organization cannot be enforced.</summary>
/// <param name="Kind">The level it lies at.</param>
/// <param name="Id">The row's id.</param>
/// <param name="Name">The row's name.</param>
/// <param name="Reason">What is wrong and what to do.</param>
public readonly record struct RolloutObstacle(ScopeKind Kind, string Id, string Name, string Reason);
