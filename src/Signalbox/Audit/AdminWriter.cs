using Signalbox.Admin;
using Signalbox.Storage;

namespace Signalbox.Audit;

/// <summary>
/// The one path of every admin write:
/// <code>
/// 1. begin a transaction, alone   4. raise the registry version
/// 2. run the change               5. commit
/// 3. append its audit events      6. announce the version: the own snapshot reloads before the response goes out
/// </code>
/// A change that fails anywhere before 5 leaves nothing and announces nothing.
/// </summary>
internal sealed class AdminWriter(Database database, AuditStore audit, CommittedChanges changes, TimeProvider time) : IDisposable
{
    // SQLite has one writer anyway; with PostgreSQL this only spares the others of this instance from waiting on the version's row lock.
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Runs a change. Without an audit event from the change, nothing counts as changed and no version is raised.</summary>
    /// <exception cref="ProblemException">The change's own refusal, 409 for a name taken meanwhile, 503 when the database is away.</exception>
    public async Task<T> WriteAsync<T>(AdminActor actor, Func<AdminTransaction, Task<T>> change, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            var (result, version) = await CommitAsync(actor, change, cancellation);
            if (version is { } committed) await changes.AnnounceAsync(committed);
            return result;
        }
        catch (Exception failure) when (Database.IsDuplicate(failure))
        {
            throw ProblemException.Conflict("already-exists", "An object of that name exists already. Choose another name.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException && Database.IsAway(failure))
        {
            throw new ProblemException(StatusCodes.Status503ServiceUnavailable, "database-unavailable",
                "The database cannot be reached, so nothing was changed. Calls are still served. Try again when it is back.");
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<(T Result, long? Version)> CommitAsync<T>(
        AdminActor actor, Func<AdminTransaction, Task<T>> change, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var before = await RegistryVersion.LockAsync(connection, transaction);
        var admin = new AdminTransaction(connection, transaction, actor, time.GetUtcNow()) { VersionBefore = before };
        var result = await change(admin);
        if (admin.Events.Count == 0) return (result, null);

        var version = await RegistryVersion.RaiseAsync(connection, transaction);
        await audit.AppendAsync(admin, version);
        await transaction.CommitAsync(CancellationToken.None);
        return (result, version);
    }

    public void Dispose() => _oneAtATime.Dispose();
}
