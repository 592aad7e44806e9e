using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Routing;

namespace Signalbox.Access.Changes;

/// <summary>Makes changes of access at many scopes in one transaction, each by the rules of its own level and with its own audit event.</summary>
internal sealed class AccessBulk(AdminWriter writer, KeyRegistry keys)
{
    /// <summary>Makes the changes, all or none.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="draft">The changes.</param>
    /// <param name="requireVersion">Refuses a version of the registry that is not the one the changes were looked at.</param>
    /// <param name="cancellation">Ends it before the commit; nothing is changed then.</param>
    /// <exception cref="ProblemException">400 for faulty changes, 404 for a scope that is not there, 409 for one the configuration manages, 412 for another version.</exception>
    public Task<AccessBulkView> RunAsync(AdminActor actor, AccessChangesDraft draft, Action<long> requireVersion, CancellationToken cancellation) =>
        writer.WriteAsync(actor, async transaction =>
        {
            requireVersion(transaction.VersionBefore);
            var targets = (await CallableTargetStore.NamesAsync(transaction)).ToHashSet(StringComparer.Ordinal);
            var changes = AccessChangeRules.Require(draft, targets);
            foreach (var change in changes)
            {
                cancellation.ThrowIfCancellationRequested();
                await (change.Scope.Kind == ScopeKind.Key ? ChangeKeyAsync(transaction, change) : ChangeTenantAsync(transaction, change));
            }
            return new AccessBulkView(transaction.Events.Count, changes.Count - transaction.Events.Count);
        }, cancellation);

    private async Task ChangeKeyAsync(AdminTransaction transaction, AccessChange change)
    {
        var key = await KeyStore.FindAsync(transaction, change.Scope.Id) ?? throw ProblemException.NotFound("key", change.Scope.Id);
        Ownership.RequireApi(key.Owner, "key", key.Name);
        var draft = key.ToDraft(await GrantStore.ReadAsync(transaction, key.Id));
        await keys.UpdateAsync(transaction, key, draft with { Access = change.Apply(draft.Access) }, key.Owner);
    }

    private static async Task ChangeTenantAsync(AdminTransaction transaction, AccessChange change)
    {
        var (kind, id) = change.Scope;
        var row = await TenantStore.FindAsync(transaction, kind, id) ?? throw ProblemException.NotFound(AccessModes.Name(kind), id);
        Ownership.RequireApi(row.Owner, row.Kind, row.Name);
        var draft = row.ToDraft(await GrantStore.ReadAsync(transaction, id));
        await TenantRegistry.UpdateAsync(transaction, row, draft with { Access = change.Apply(draft.Access) }, row.Owner);
    }
}

/// <summary>What a bulk change did.</summary>
/// <param name="Changed">Scopes that were changed.</param>
/// <param name="Unchanged">Scopes that stood so already.</param>
internal sealed record AccessBulkView(int Changed, int Unchanged);
