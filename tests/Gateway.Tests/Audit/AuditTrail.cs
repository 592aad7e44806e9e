using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Audit;
using Signalbox.Audit.Chain;
using Signalbox.Models;
using Signalbox.Models.Providers;
using Signalbox.Storage;
using Testing.Files;

namespace Gateway.Tests.Audit;

/// <summary>A database of its own, of the kind this run of the suite uses, with the audit trail and what works on it.</summary>
internal sealed class AuditTrail : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<AdminWriter> _writers = [];

    private AuditTrail(string? setting)
    {
        Database = new Database(DatabaseOptions.Parse(setting, _directory.Path));
        Store = new AuditStore(Database, TimeProvider.System);
        Verification = new AuditVerification(Store);
        Writer = AnotherWriter();
    }

    public Database Database { get; }

    public AuditStore Store { get; }

    public AuditVerification Verification { get; }

    public AdminWriter Writer { get; }

    public static async Task<AuditTrail> CreateAsync(TestDatabase kind)
    {
        var made = new AuditTrail(await kind.CreateAsync());
        await new Migrator(made.Database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(default);
        return made;
    }

    /// <summary>A writer as another instance on the same database has it.</summary>
    public AdminWriter AnotherWriter()
    {
        var writer = new AdminWriter(Database, Store, new CommittedChanges(), TimeProvider.System);
        _writers.Add(writer);
        return writer;
    }

    /// <summary>A write with one event.</summary>
    public Task WriteAsync(string name, string action = "create", string actor = "ana", string? reason = null, AdminWriter? by = null) =>
        (by ?? Writer).WriteAsync(new AdminActor(actor, $"request-{name}", "192.0.2.7", reason), transaction =>
        {
            transaction.Audit(action, "provider", $"id-{name}", name, null, new ProviderDraft { Name = name, Kind = "openai" }, ModelsJson.Default.ProviderDraft);
            return Task.FromResult(true);
        }, default);

    /// <summary>All events, oldest first.</summary>
    public Task<IReadOnlyList<AuditRow>> AllAsync() => Store.ReadForwardAsync(AuditFilter.All, 0, long.MaxValue, 100_000, default);

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(default);
        await connection.ExecuteAsync(sql);
    }

    /// <summary>The lines of the plan by which the database would run a statement, its whole-table scans priced out.</summary>
    public async Task<string> PlanAsync(string sql, object parameters)
    {
        await using var connection = await Database.OpenAsync(default);
        if (Database.Kind == DatabaseKind.Sqlite)
            return string.Join('\n', (await connection.QueryAsync<(long, long, long, string Detail)>($"EXPLAIN QUERY PLAN {sql}", parameters)).Select(row => row.Detail));
        await connection.ExecuteAsync("SET enable_seqscan = off; SET enable_sort = off");
        return string.Join('\n', await connection.QueryAsync<string>($"EXPLAIN {sql}", parameters));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers) writer.Dispose();
        await Database.DisposeAsync();
        _directory.Dispose();
    }
}
