using Testing.Postgres;

[assembly: AssemblyFixture(typeof(Gateway.Tests.TestDatabase))]

namespace Gateway.Tests;

/// <summary>
/// The database that this run of the suite uses: SQLite, or with <c>SIGNALBOX_TEST_DATABASE=postgres</c> a PostgreSQL server started for the
/// run. <c>test.sh</c> runs the suite once with each.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server = new();

    /// <summary>Whether this run is on PostgreSQL.</summary>
    public static bool IsPostgres => Environment.GetEnvironmentVariable("SIGNALBOX_TEST_DATABASE") == "postgres";

    /// <summary>The PostgreSQL server, started on first use.</summary>
    public PostgresServer Server => _server;

    /// <summary>A value for <c>SIGNALBOX_DATABASE</c> that no other test uses; null for the gateway's own SQLite.</summary>
    public async Task<string?> CreateAsync() =>
        IsPostgres ? await _server.CreateDatabaseAsync($"gateway_{Guid.NewGuid():N}") : null;

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
