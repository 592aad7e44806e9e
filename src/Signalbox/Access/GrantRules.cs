using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Routing;

namespace Signalbox.Access;

/// <summary>What grants and access policies may say.</summary>
internal static class GrantRules
{
    private const int MaxGrants = 1000;

    /// <summary>Checks a policy.</summary>
    public static async Task RequireAsync(AdminTransaction transaction, FieldErrors errors, string field, AccessDraft access)
    {
        errors.Require(AccessModes.Parse(access.Mode) is not null, $"{field}.mode", "must be inherit or restrict.");
        await RequireGrantsAsync(transaction, errors, $"{field}.grants", access.Grants);
    }

    /// <summary>Checks that every granted target exists and stands once.</summary>
    public static async Task RequireGrantsAsync(AdminTransaction transaction, FieldErrors errors, string field, IReadOnlyList<string> grants)
    {
        errors.Require(grants.Count <= MaxGrants, field, $"may have at most {MaxGrants:N0} entries.");
        if (grants.Count == 0) return;
        var known = (await CallableTargetStore.NamesAsync(transaction)).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < grants.Count; i++)
        {
            if (!known.Contains(grants[i]))
                errors.Add($"{field}[{i}]", Suggestion.For(grants[i], known) is { } near
                    ? $"There is no model or route group '{grants[i]}'. Did you mean '{near}'?"
                    : $"There is no model or route group '{grants[i]}'.");
            else if (!seen.Add(grants[i])) errors.Add($"{field}[{i}]", $"'{grants[i]}' stands twice.");
        }
    }
}
