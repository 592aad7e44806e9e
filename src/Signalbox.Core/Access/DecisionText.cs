using System.Globalization;
using Signalbox.Core.Assets;

namespace Signalbox.Core.Access;

/// <summary>
/// Says a decision in words: which rule at which level, and what would have to change, at every level that denies. For refusals, explanations and
/// previews alike.
/// </summary>
internal static class DecisionText
{
    public static string Write(AccessDecision decision, string name)
    {
        if (decision.Allowed) return Allowed(decision, name, Describe(decision.Rule));
        if (decision.Reason == AccessReason.UnknownAsset) return $"There is no '{name}' that is enabled. An operator can register or enable it.";
        var obstacles = decision.Obstacles.ToList();
        return string.Join(' ', obstacles.Select((obstacle, place) => Denied(obstacle.Scope, obstacle.Verdict, decision, place == 0 ? $"'{name}'" : "it", isFirst: place == 0)));
    }

    private static string Denied(Scope scope, ScopeVerdict verdict, AccessDecision decision, string what, bool isFirst)
    {
        var (holder, level) = (Describe(scope), Word(scope.Kind));
        var (either, too) = isFirst ? ("", "") : (" either", " too");
        return verdict.Outcome switch
        {
            ScopeOutcome.Expired when verdict.Grant!.Grant.Environments is not Environments.None and var places && (places & decision.Caller) == 0 =>
                $"The {holder} granted {what}{Through(verdict.Grant!)} until {Time(verdict.Grant!)}, in {Join(places)} only. "
                + $"An operator can set a later end at that {level}{too} and take the environments off the grant.",
            ScopeOutcome.Expired =>
                $"The {holder} granted {what}{Through(verdict.Grant!)} until {Time(verdict.Grant!)}. An operator can set a later end at that {level}{too}.",
            ScopeOutcome.OtherEnvironment when decision.Caller == Environments.None =>
                $"The {holder} grants {what}{Through(verdict.Grant!)} in {Join(verdict.Grant!.Grant.Environments)} only, and the caller is in none. "
                + $"Call with a key of that environment, or have an operator take the environments off the grant at that {level}{too}.",
            ScopeOutcome.OtherEnvironment =>
                $"The {holder} grants {what}{Through(verdict.Grant!)} in {Join(verdict.Grant!.Grant.Environments)} only, and the caller is in {Join(decision.Caller)}. "
                + $"Call from there, or have an operator add the environment to the grant at that {level}{too}.",
            ScopeOutcome.NotListed =>
                $"The legacy model list of the {holder} does not name {what}{either}. An operator can add it there{too}, or set the {level}'s access to restrict with a grant.",
            _ when scope.Kind == ScopeKind.Organization => $"The {holder} has no grant for {what}. An operator can add the grant to the organization.",
            _ =>
                $"The {holder} restricts access and does not grant {what}{either}. An operator can add the grant to that {level}{too}{OrInherit(scope, decision.Asset!)}.",
        };
    }

    private static string OrInherit(Scope scope, Asset asset) => scope.Access.Of(asset.Kind).PassesWhenInheriting(asset) ? " or set its access to inherit" : "";

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
