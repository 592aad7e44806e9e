using Signalbox.Access.Decisions;
using Signalbox.Admin;
using Signalbox.Core.Access;

namespace Signalbox.Access.Changes;

/// <summary>What changes of access may say; the same for a preview and for the write.</summary>
internal static class AccessChangeRules
{
    private const int MaxChanges = 1000;

    /// <summary>Checks the changes.</summary>
    /// <param name="draft">The changes as they were sent.</param>
    /// <param name="targets">The names of all callable targets.</param>
    /// <exception cref="ProblemException">400 naming every field at fault.</exception>
    public static IReadOnlyList<AccessChange> Require(AccessChangesDraft draft, IReadOnlySet<string> targets)
    {
        var errors = new FieldErrors();
        errors.Require(draft.Changes.Count is > 0 and <= MaxChanges, "changes", $"is required: 1 to {MaxChanges:N0} of them.");
        errors.ThrowIfAny();
        var (changes, seen) = (new List<AccessChange>(draft.Changes.Count), new HashSet<AccessSubject>());
        for (var i = 0; i < draft.Changes.Count; i++)
        {
            var at = $"changes[{i}]";
            if (AccessSubject.TryParse(draft.Changes[i].Scope) is not { } scope)
            {
                errors.Add($"{at}.scope", AccessSubject.Wanted);
                continue;
            }
            errors.Require(seen.Add(scope), $"{at}.scope", $"'{draft.Changes[i].Scope}' stands twice.");
            RequireContent(errors, at, scope.Kind, draft.Changes[i], targets);
            changes.Add(new AccessChange(scope, draft.Changes[i]));
        }
        errors.ThrowIfAny();
        return changes;
    }

    private static void RequireContent(FieldErrors errors, string at, ScopeKind kind, AccessChangeDraft change, IReadOnlySet<string> targets)
    {
        if (change.Mode is not null)
            errors.Require(kind != ScopeKind.Organization && AccessModes.Parse(change.Mode) is not null, $"{at}.mode",
                kind == ScopeKind.Organization ? "is for the levels below: an organization's grants are the ceiling." : "must be inherit or restrict.");
        GrantRules.RequireGrants(errors, $"{at}.grants", change.Grants ?? [], targets);
        GrantRules.RequireGrants(errors, $"{at}.add", change.Add, targets);
        errors.Require(change.Mode is not null || change.Grants is not null || change.Add.Count + change.Remove.Count > 0, at,
            "changes nothing: give mode, grants, add or remove.");
        errors.Require(!change.Remove.Any(string.IsNullOrEmpty), $"{at}.remove", "must name what is to be taken away.");
    }
}
