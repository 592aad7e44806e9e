using Signalbox.Admin;
using Signalbox.Storage;

namespace Signalbox.Audit;

/// <summary>
/// The one path of every admin write:
/// <code>
/// 1. begin a transaction                   4. raise the registry version
/// 2. wait for the writers before this one  5. append its audit events to the chain
/// 3. run the change and its last checks    6. commit
///                                          7. announce the version: the own snapshot reloads before the response goes out
/// </code>
/// A change that fails anywhere before 6 leaves nothing and announces nothing. Since a change begins only when all earlier ones are committed,
/// on whichever instance, the revision it compares with If-Match is the one it replaces.
/// </summary>
internal sealed class AdminWriter(Database database, AuditStore audit, CommittedChanges changes, TimeProvider time) : IDisposable
{
    // SQLite has one writer anyway; with PostgreSQL this spares connections that would only wait for the version's row lock.
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Runs a change. Without an audit event from the change, nothing counts as changed and no version is raised.</summary>
    /// <exception cref="ProblemException">The change's own refusal, 409 for a name taken meanwhile, 503 when the database is away.</exception>
    public Task<T> WriteAsync<T>(AdminActor actor, Func<AdminTransaction, Task<T>> change, CancellationToken cancellation) =>
        RunAsync(actor, change, raisesVersion: true, cancellation);

    /// <summary>
    /// Runs what leaves audit events but changes nothing that a snapshot is compiled from: the version stays, and no instance reloads.
    /// </summary>
    /// <exception cref="ProblemException">503 when the database is away.</exception>
    public Task NoteAsync(AdminActor actor, Func<AdminTransaction, Task> note, CancellationToken cancellation) =>
        RunAsync(actor, async transaction =>
        {
            await note(transaction);
            return true;
        }, raisesVersion: false, cancellation);

    private async Task<T> RunAsync<T>(
        AdminActor actor, Func<AdminTransaction, Task<T>> change, bool raisesVersion, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            var (result, version) = await CommitAsync(actor, change, raisesVersion, cancellation);
            if (version is { } committed && !await changes.AnnounceAsync(committed)) actor.TellNotInForce?.Invoke();
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
        AdminActor actor, Func<AdminTransaction, Task<T>> change, bool raisesVersion, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var current = await RegistryVersion.LockAsync(connection, transaction, database.Kind, cancellation);
        var admin = new AdminTransaction(connection, transaction, actor, time.GetUtcNow(), current);
        var result = await change(admin);
        await admin.RunChecksAsync();
        if (admin.Events.Count == 0) return (result, null);

        var version = raisesVersion ? await RegistryVersion.RaiseAsync(connection, transaction) : current;
        await audit.AppendAsync(admin, version);
        await transaction.CommitAsync(CancellationToken.None);
        return (result, raisesVersion ? version : null);
    }

    public void Dispose() => _oneAtATime.Dispose();
}
