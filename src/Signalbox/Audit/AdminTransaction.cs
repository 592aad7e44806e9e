using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;

namespace Signalbox.Audit;

/// <summary>
/// The transaction of one admin write. Stores run their statements through it; each change notes its audit event here,
/// and <see cref="AdminWriter"/> commits all of it with the version bump, or none.
/// </summary>
internal sealed class AdminTransaction(DbConnection connection, DbTransaction transaction, AdminActor actor, DateTimeOffset now, long version)
{
    private readonly List<AuditEvent> _events = [];
    private readonly List<Func<Task>> _checks = [];

    /// <summary>Who writes.</summary>
    public AdminActor Actor { get; } = actor;

    /// <summary>The one time of the whole write.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>The same in Unix milliseconds.</summary>
    public long NowMilliseconds => Now.ToUnixTimeMilliseconds();

    /// <summary>The registry's version before this write; no other writer can raise it until this one ends.</summary>
    public long Version { get; } = version;

    /// <summary>What was noted so far.</summary>
    public IReadOnlyList<AuditEvent> Events => _events;

    /// <summary>Has something checked once the whole change is made, since parts of it may only fit together then. A check that throws undoes all of it.</summary>
    public void CheckAtEnd(Func<Task> check) => _checks.Add(check);

    /// <summary>Runs the checks. Once is enough.</summary>
    public async Task RunChecksAsync()
    {
        foreach (var check in _checks) await check();
        _checks.Clear();
    }

    /// <summary>Reads by statements that are not for writes alone.</summary>
    public Task<T> ReadAsync<T>(Func<DbConnection, DbTransaction, Task<T>> read) => read(connection, transaction);

    /// <summary>Runs a statement.</summary>
    public Task<int> ExecuteAsync(string sql, object parameters) => connection.ExecuteAsync(sql, parameters, transaction);

    /// <summary>Reads rows.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object parameters) =>
        (await connection.QueryAsync<T>(sql, parameters, transaction)).AsList();

    /// <summary>Reads at most one row.</summary>
    public Task<T?> QueryOneAsync<T>(string sql, object parameters) =>
        connection.QuerySingleOrDefaultAsync<T>(sql, parameters, transaction);

    /// <summary>Notes a change of one object. Both states are the draft form, which holds no secret.</summary>
    public void Audit<T>(string action, string kind, string id, string name, T? before, T? after, JsonTypeInfo<T> type)
        where T : class =>
        _events.Add(new AuditEvent(action, kind, id, name,
            before is null ? null : JsonSerializer.SerializeToNode(before, type),
            after is null ? null : JsonSerializer.SerializeToNode(after, type)));
}
