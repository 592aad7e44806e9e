using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>What a backfill would write in one organization.</summary>
/// <param name="OrganizationGrants">Grants of the organization.</param>
/// <param name="Children">What it would write at the levels that the report lists.</param>
internal sealed record WouldWriteView(IReadOnlyList<string> OrganizationGrants, IReadOnlyList<ChildWriteView> Children)
{
    /// <summary>As the API shows it.</summary>
    /// <param name="backfill">All of it.</param>
    /// <param name="listed">The levels that the report lists.</param>
    public static WouldWriteView From(OrganizationBackfill backfill, IReadOnlyList<ChildFinding> listed) =>
        new([.. backfill.Ceiling.Select(grant => grant.Asset)], [.. listed.Select(child => child.Backfill).OfType<ChildBackfill>().Select(child => ChildWriteView.From(backfill.Kind, child))]);
}
