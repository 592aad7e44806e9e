using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Routing;

namespace Signalbox.Access;

/// <summary>What grants, access policies and legacy lists may say.</summary>
internal static class GrantRules
{
    /// <summary>How many grants a scope may have.</summary>
    public const int MaxGrants = 1000;

    private const int MaxNameLength = 256;

    /// <summary>Checks a policy.</summary>
    public static async Task RequireAsync(AdminTransaction transaction, FieldErrors errors, string field, AccessDraft access)
    {
        errors.Require(AccessModes.Parse(access.Mode) is not null, $"{field}.mode", "must be inherit or restrict.");
        await RequireGrantsAsync(transaction, errors, $"{field}.grants", access.Grants);
    }

    /// <summary>
    /// Checks that every grant stands once and that a target granted by name exists. A wildcard or tag may match nothing yet.
    /// </summary>
    public static async Task RequireGrantsAsync(AdminTransaction transaction, FieldErrors errors, string field, IReadOnlyList<GrantDraft> grants)
    {
        if (grants.Count > 0) RequireGrants(errors, field, grants, (await CallableTargetStore.NamesAsync(transaction)).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The same, with the names of all callable targets at hand.</summary>
    public static void RequireGrants(FieldErrors errors, string field, IReadOnlyList<GrantDraft> grants, IReadOnlySet<string> known)
    {
        errors.Require(grants.Count <= MaxGrants, field, $"may have at most {MaxGrants:N0} entries.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < grants.Count; i++)
        {
            var at = $"{field}[{i}]";
            RequireEnvironments(errors, $"{at}.environments", grants[i].Environments);
            if (string.IsNullOrEmpty(grants[i].Asset)) errors.Add($"{at}.asset", "is required: the name of a target, a wildcard or tag:NAME.");
            else if (!seen.Add(grants[i].Asset!)) errors.Add(at, $"'{grants[i].Asset}' stands twice.");
            else RequireAsset(errors, at, grants[i].Asset!, known);
        }
    }

    /// <summary>Checks a legacy list. Its names need not exist: that is what a migration finds out.</summary>
    public static void RequireLegacyModels(FieldErrors errors, IReadOnlyList<string>? names)
    {
        const string field = "legacy_models";
        if (names is null) return;
        errors.Require(names.Count <= MaxGrants, field, $"may have at most {MaxGrants:N0} entries.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] is not { Length: > 0 and <= MaxNameLength }) errors.Add($"{field}[{i}]", $"must be a name of at most {MaxNameLength} characters.");
            else errors.Require(seen.Add(names[i]), $"{field}[{i}]", $"'{names[i]}' stands twice.");
        }
    }

    private static void RequireAsset(FieldErrors errors, string field, string asset, IReadOnlySet<string> known)
    {
        switch (new Grant(asset).Form)
        {
            case GrantForm.Tag:
                Names.Require(errors, field, asset[Grant.TagPrefix.Length..]);
                break;
            case GrantForm.Wildcard:
                Names.RequireWildcard(errors, field, asset);
                break;
            default:
                if (known.Contains(asset)) break;
                errors.Add(field, Suggestion.For(asset, known) is { } near
                    ? $"There is no model or route group '{asset}'. Did you mean '{near}'?"
                    : $"There is no model or route group '{asset}'.");
                break;
        }
    }

    private static void RequireEnvironments(FieldErrors errors, string field, IReadOnlyList<string> environments)
    {
        for (var i = 0; i < environments.Count; i++)
        {
            if (environments[i] is null || EnvironmentNames.Parse(environments[i]) is null)
                errors.Add($"{field}[{i}]", Suggestion.For(environments[i] ?? "", EnvironmentNames.All) is { } near
                    ? $"must be dev, staging or prod. Did you mean '{near}'?"
                    : "must be dev, staging or prod.");
        }
    }
}
