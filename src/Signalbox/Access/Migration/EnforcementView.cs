namespace Signalbox.Access.Migration;

/// <summary>An organization that was enforced, or no longer is.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="OrganizationName">Its name.</param>
/// <param name="Enforcement">enforced or legacy.</param>
/// <param name="Etag">Of the organization as it stands.</param>
/// <param name="ChangesTotal">How many answers changed with it.</param>
/// <param name="Changes">The first of them.</param>
internal sealed record EnforcementView(
    string OrganizationId, string OrganizationName, string Enforcement, string Etag, long ChangesTotal, IReadOnlyList<AnswerChangeView> Changes);
