using System.Data.Common;
using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>
/// All organizations as they stood at one version of the registry, each read when it is its turn: a report holds one of them at a time, however
/// many keys there are.
/// </summary>
internal sealed class MigrationReading(
    DbConnection connection, DbTransaction transaction, long version, MigrationCatalog catalog, IReadOnlyList<string> organizationIds) : IAsyncDisposable
{
    /// <summary>The registry's version.</summary>
    public long Version => version;

    /// <summary>What can be granted.</summary>
    public MigrationCatalog Catalog => catalog;

    /// <summary>All organizations, in order.</summary>
    public IReadOnlyList<string> OrganizationIds => organizationIds;

    /// <summary>The organizations that are meant, each with how it stands.</summary>
    /// <param name="filter">Which are meant.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <exception cref="Admin.ProblemException">404 when the one that is asked for does not exist.</exception>
    public async IAsyncEnumerable<(StoredOrganization Stored, OrganizationFinding Finding)> SelectAsync(MigrationFilter filter, long now)
    {
        if (filter.OrganizationId is { } only && !organizationIds.Contains(only)) throw Admin.ProblemException.NotFound("organization", only);
        foreach (var id in filter.OrganizationId is { } one ? [one] : organizationIds)
        {
            if (filter.Among is { } among && !among.Contains(id)) continue;
            if (await MigrationReader.ReadAsync(connection, transaction, id) is not { } stored) continue;
            var finding = MigrationPlanner.Find(stored.ToRows(), catalog, now);
            if (filter.Means(finding.State)) yield return (stored, finding);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
