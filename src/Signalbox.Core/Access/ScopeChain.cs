namespace Signalbox.Core.Access;

/// <summary>
/// The scopes that judge a caller, outermost first. A level the caller is not bound to is null; a preview ends at the level it is made for.
/// </summary>
/// <param name="Organization">The ceiling.</param>
/// <param name="Team">A team of it.</param>
/// <param name="Project">A project of the team.</param>
/// <param name="User">A person of the organization.</param>
/// <param name="Key">The key; null in a preview for a level above.</param>
/// <param name="Environment">Where the caller is: one environment, or none.</param>
public sealed record ScopeChain(
    Scope Organization, Scope? Team = null, Scope? Project = null, Scope? User = null, Scope? Key = null, Environments Environment = Environments.None)
{
    /// <summary>The levels that are there, outermost first.</summary>
    public IEnumerable<Scope> Levels => new[] { Organization, Team, Project, User, Key }.OfType<Scope>();
}
