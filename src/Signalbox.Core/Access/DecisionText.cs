using System.Globalization;

namespace Signalbox.Core.Access;

/// <summary>Says a decision in words: which rule at which level, and what would have to change. For refusals, explanations and previews alike.</summary>
internal static class DecisionText
{
    public static string Write(AccessDecision decision, string name)
    {
        var (scope, level) = (Describe(decision.Rule), Word(decision.Rule.Kind));
        return decision.Reason switch
        {
            AccessReason.Granted => Allowed(decision, name, scope),
            AccessReason.NotGrantedByOrganization =>
                $"The {scope} has no grant for '{name}'. An operator can add the grant to the organization.",
            AccessReason.NotGrantedByRestriction =>
                $"The {scope} restricts access and does not grant '{name}'. An operator can add the grant to that {level} or set its access to inherit.",
            AccessReason.GrantExpired =>
                $"The {scope} granted '{name}'{Through(decision.Grant!)} until {Time(decision.Grant!)}. An operator can set a later end at that {level}.",
            AccessReason.OtherEnvironment =>
                $"The {scope} grants '{name}'{Through(decision.Grant!)} in {Join(decision.Grant!.Grant.Environments)} only, and the caller is in {Caller(decision.Caller)}. "
                + $"Call from there, or have an operator add the environment to the grant at that {level}.",
            AccessReason.NotInLegacyList =>
                $"The legacy model list of the {scope} does not name '{name}'. An operator can add it there, or set the {level}'s access to restrict with a grant.",
            _ => $"There is no '{name}' that is enabled. An operator can register or enable it.",
        };
    }

    private static string Allowed(AccessDecision decision, string name, string scope) => decision.Verdict.Outcome switch
    {
        ScopeOutcome.PassesOn => $"'{name}' is open to all: the {scope} has no grants and is not enforced yet.",
        ScopeOutcome.Listed => $"'{name}' is on the legacy model list of the {scope}.",
        _ => $"'{name}' is granted by the {scope}{Through(decision.Grant!)}{Until(decision.Grant!)}.",
    };

    private static string Describe(Scope scope) => $"{Word(scope.Kind)} '{scope.Name}'";

    private static string Through(CompiledGrant grant) => grant.Grant.Form switch
    {
        GrantForm.Exact => "",
        GrantForm.Wildcard => $" through '{grant.Grant.Asset}'",
        _ => $" through the tag '{grant.Grant.Asset[Grant.TagPrefix.Length..]}'",
    };

    private static string Until(CompiledGrant grant) => grant.Grant.ExpiresAt is null ? "" : $" until {Time(grant)}";

    private static string Time(CompiledGrant grant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(grant.Grant.ExpiresAt!.Value).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Caller(Environments caller) => caller == Environments.None ? "none" : Join(caller);

    private static string Join(Environments environments) => string.Join(" and ", EnvironmentNames.Of(environments));

    private static string Word(ScopeKind kind) => kind switch
    {
        ScopeKind.Organization => "organization",
        ScopeKind.Team => "team",
        ScopeKind.Project => "project",
        ScopeKind.User => "user",
        _ => "key",
    };
}
