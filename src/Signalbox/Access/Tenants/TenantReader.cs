using Signalbox.Access.Keys;
using Signalbox.Core.Access;

namespace Signalbox.Access.Tenants;

/// <summary>Completes rows of the tenant tree with their grants and counts.</summary>
internal sealed class TenantReader(GrantStore grants, GrantMatches matches, TenantStore tenants, KeyStore keys)
{
    /// <summary>The views of some rows of one level, in their order.</summary>
    public async Task<IReadOnlyList<object>> ToViewsAsync(ScopeKind kind, IReadOnlyList<TenantRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0) return [];
        string[] ids = [.. rows.Select(r => r.Id)];
        var granted = await grants.ReadAsync(ids, cancellation);
        if (kind != ScopeKind.Organization)
            return
            [
                .. rows.Select(r => (object)(kind switch
                {
                    ScopeKind.Team => r.ToTeam([.. granted[r.Id]], matches),
                    ScopeKind.Project => r.ToProject([.. granted[r.Id]], matches),
                    _ => r.ToUser([.. granted[r.Id]], matches),
                })),
            ];

        var scopes = (await tenants.CountAsync(ids, cancellation)).ToDictionary(c => (c.OrganizationId, c.Kind), c => c.Count);
        var live = (await keys.CountLiveAsync(ids, cancellation)).ToDictionary(c => c.OrganizationId, c => c.Count);
        return
        [
            .. rows.Select(r => r.ToOrganization([.. granted[r.Id]], matches, new TenantCounts(
                scopes.GetValueOrDefault((r.Id, "team")), scopes.GetValueOrDefault((r.Id, "project")),
                scopes.GetValueOrDefault((r.Id, "user")), live.GetValueOrDefault(r.Id)))),
        ];
    }
}
