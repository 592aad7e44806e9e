namespace Signalbox.Core.Access;

/// <summary>
/// Judges whether the holder of a scope chain may use an asset. The organization's grants are the ceiling; each
/// scope below either passes them on or narrows them to its own grants. Nothing below ever widens.
/// </summary>
public static class AccessEngine
{
    /// <summary>Decides; allocates nothing.</summary>
    /// <param name="chain">The caller's scopes.</param>
    /// <param name="asset">The canonical name of the asset.</param>
    public static AccessDecision Decide(ScopeChain chain, string asset)
    {
        if (!chain.Organization.Grants.Contains(asset))
            return new(AccessReason.NotGrantedByOrganization, chain.Organization);

        var rule = chain.Organization;
        if (Leaves(chain.Team, asset, ref rule) || Leaves(chain.Project, asset, ref rule)
            || Leaves(chain.User, asset, ref rule) || Leaves(chain.Key, asset, ref rule))
            return new(AccessReason.NotGrantedByRestriction, rule);
        return new(AccessReason.Granted, rule);
    }

    private static bool Leaves(Scope? scope, string asset, ref Scope rule)
    {
        if (scope is null || scope.Mode != AccessMode.Restrict) return false;
        rule = scope;
        return !scope.Grants.Contains(asset);
    }
}
