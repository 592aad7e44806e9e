using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>What a backfill would write in one organization.</summary>
/// <param name="OrganizationGrants">Grants of the organization.</param>
/// <param name="Children">What it would write below.</param>
internal sealed record WouldWriteView(IReadOnlyList<string> OrganizationGrants, IReadOnlyList<ChildWriteView> Children)
{
    /// <summary>As the API shows it.</summary>
    public static WouldWriteView From(OrganizationBackfill backfill) =>
        new([.. backfill.Ceiling.Select(grant => grant.Asset)], [.. backfill.Children.Select(ChildWriteView.From)]);
}
