namespace Signalbox.Core.Access;

/// <summary>A decision with everything it was made from.</summary>
/// <param name="Decision">The very decision of the request path.</param>
/// <param name="Levels">Each level of the chain, outermost first; none when the asset is unknown.</param>
public sealed record AccessExplanation(AccessDecision Decision, IReadOnlyList<ScopeExplanation> Levels);
