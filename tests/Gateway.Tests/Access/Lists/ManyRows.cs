using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Storage;
using Testing.Files;

namespace Gateway.Tests.Access.Lists;

/// <summary>A database with so many keys and users that planners think of indexes.</summary>
public sealed class ManyRows(TestDatabase kind) : IAsyncLifetime
{
    private const int Keys = 30_000;
    private readonly TempDirectory _directory = new();

    internal Database Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = new Database(DatabaseOptions.Parse(await kind.CreateAsync(), _directory.Path));
        await new Migrator(Database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(default);
        await using var connection = await Database.OpenAsync(default);
        var number = Database.Kind == DatabaseKind.Postgres ? "lpad(n::text, 10, '0')" : "printf('%010d', n)";
        var numbers = $"WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {Keys})";
        const string scope = "INSERT INTO scopes (id, kind, parent_id, organization_id, name, access_mode, attributes, owner, revision, created_at, updated_at)";
        await connection.ExecuteAsync(
            $"""
            {scope} VALUES ('O1', 'organization', NULL, 'O1', 'acme', 'inherit', '{"{}"}', 'api', 1, 0, 0), ('T0', 'team', 'O1', 'O1', 'none', 'inherit', '{"{}"}', 'api', 1, 0, 0);
            {numbers} {scope} SELECT 'U' || {number}, 'user', 'O1', 'O1', 'user ' || n, 'inherit', '{"{}"}', 'api', 1, 0, 0 FROM numbers;
            {numbers} {scope} SELECT 'T' || {number}, 'team', 'O1', 'O1', 'team ' || n, 'inherit', '{"{}"}', 'api', 1, 0, 0 FROM numbers WHERE n < 300;
            {numbers} INSERT INTO virtual_keys (id, name, prefix, hash, organization_id, team_id, user_id, access_mode, metadata, attributes, expires_at, revoked_at, owner, revision, created_at, updated_at)
            SELECT 'K' || {number}, 'key ' || n, 'sb-abcde', 'hash ' || n, 'O1', 'T000000000' || substr({number}, 10, 1), 'U' || {number}, 'inherit', '{"{}"}', '{"{}"}',
                   CASE WHEN n % 1000 = 1 THEN 1 END, CASE WHEN n % 1000 = 2 THEN 1 END, 'api', 1, 0, 0
            FROM numbers;
            """, commandTimeout: 300);
        await connection.ExecuteAsync(Database.Kind == DatabaseKind.Postgres ? "VACUUM ANALYZE" : "ANALYZE;", commandTimeout: 300);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _directory.Dispose();
    }
}
