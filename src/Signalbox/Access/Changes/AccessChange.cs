using Signalbox.Access.Decisions;

namespace Signalbox.Access.Changes;

/// <summary>A change that keeps the rules.</summary>
/// <param name="Scope">Whose access it changes.</param>
/// <param name="Draft">What it says.</param>
internal sealed record AccessChange(AccessSubject Scope, AccessChangeDraft Draft)
{
    /// <summary>The access after it.</summary>
    public AccessDraft Apply(AccessDraft current)
    {
        var replaced = Draft.Add.Select(grant => grant.Asset).Concat(Draft.Remove).ToHashSet(StringComparer.Ordinal);
        return new AccessDraft
        {
            Mode = Draft.Mode ?? current.Mode,
            Grants = [.. (Draft.Grants ?? current.Grants).Where(grant => !replaced.Contains(grant.Asset)), .. Draft.Add],
        };
    }
}
