using Signalbox.Core.Assets;

namespace Signalbox.Policies;

/// <summary>The names of kinds and grants of policies in YAML, API and database.</summary>
internal static class PolicyKinds
{
    /// <summary>A script.</summary>
    public const string Script = "script";

    /// <summary>A server of the operator's.</summary>
    public const string External = "external";

    private const string Metadata = "metadata";
    private const string Prompts = "prompts";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> Names { get; } = [Script, External];

    /// <summary>All that can be granted.</summary>
    public static IReadOnlyList<string> Grants { get; } = [Metadata, Prompts];

    /// <summary>The kind of that name.</summary>
    public static RoutingPolicyKind Parse(string name) => name == External ? RoutingPolicyKind.External : RoutingPolicyKind.Script;

    /// <summary>The grants of those names.</summary>
    public static PolicyGrants ParseGrants(IEnumerable<string> names)
    {
        var grants = PolicyGrants.None;
        foreach (var name in names) grants |= name switch { Metadata => PolicyGrants.Metadata, Prompts => PolicyGrants.Prompts, _ => PolicyGrants.None };
        return grants;
    }
}
