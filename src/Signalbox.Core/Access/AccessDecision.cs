namespace Signalbox.Core.Access;

/// <summary>Allow or deny, with the scope whose rule decided. The same at runtime and in a preview.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Rule">The scope that decided: the one that denies, or for an allowed asset the innermost that restricts.</param>
public readonly record struct AccessDecision(AccessReason Reason, Scope Rule)
{
    /// <summary>Whether the asset may be used.</summary>
    public bool Allowed => Reason == AccessReason.Granted;

    /// <summary>One sentence naming the rule and, when denied, what would have to change.</summary>
    public string Explain(string asset) => Reason switch
    {
        AccessReason.Granted => $"'{asset}' is granted by the {Describe(Rule)}.",
        AccessReason.NotGrantedByOrganization =>
            $"The {Describe(Rule)} has no grant for '{asset}'. An operator can add the grant to the organization.",
        _ => $"The {Describe(Rule)} restricts access and does not grant '{asset}'. " +
             $"An operator can add the grant to that {Word(Rule.Kind)} or set its access to inherit.",
    };

    private static string Describe(Scope scope) => $"{Word(scope.Kind)} '{scope.Name}'";

    private static string Word(ScopeKind kind) => kind switch
    {
        ScopeKind.Organization => "organization",
        ScopeKind.Team => "team",
        ScopeKind.Project => "project",
        ScopeKind.User => "user",
        _ => "key",
    };
}
