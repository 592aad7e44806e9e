using System.Globalization;
using Npgsql;

namespace Testing.Seeding;

/// <summary>
/// Fills a registry in PostgreSQL with many keys in one transaction, past the admin API: organizations of 50 teams each, a project in each team, a
/// user for each team, and models besides. Half of the keys restrict, as do all teams. Nobody knows the secrets of these keys.
/// </summary>
public static class ManyKeys
{
    /// <summary>Fills, and raises the registry's version.</summary>
    /// <param name="database">A connection string.</param>
    /// <param name="keys">How many keys.</param>
    /// <param name="teams">How many teams.</param>
    /// <param name="assets">How many models, at the deployments of none.</param>
    public static async Task SeedAsync(string database, int keys, int teams, int assets)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var (k, t, a) = (keys.ToString(CultureInfo.InvariantCulture), teams.ToString(CultureInfo.InvariantCulture), assets.ToString(CultureInfo.InvariantCulture));
        await using var command = new NpgsqlCommand(
            $$"""
            BEGIN;
            INSERT INTO callable_targets (name, kind) SELECT 'family-' || n % 50 || '-model-' || n, 'model' FROM generate_series(1, {{a}}) n;
            INSERT INTO models (id, name, description, enabled, owner, revision, created_at, updated_at, tags)
            SELECT 'M' || lpad(n::text, 10, '0'), 'family-' || n % 50 || '-model-' || n, NULL, 1, 'api', 1, 0, 0, '["tag' || n % 10 || '"]' FROM generate_series(1, {{a}}) n;
            INSERT INTO scopes (id, kind, parent_id, organization_id, name, access_mode, attributes, owner, revision, created_at, updated_at)
            SELECT 'O' || lpad(n::text, 10, '0'), 'organization', NULL, 'O' || lpad(n::text, 10, '0'), 'seeded-' || n, 'inherit', '{}', 'api', 1, 0, 0 FROM generate_series(0, ({{t}} - 1) / 50) n;
            INSERT INTO scopes (id, kind, parent_id, organization_id, name, access_mode, attributes, owner, revision, created_at, updated_at)
            SELECT 'T' || lpad(n::text, 10, '0'), 'team', 'O' || lpad((n / 50)::text, 10, '0'), 'O' || lpad((n / 50)::text, 10, '0'), 'team-' || n, 'restrict', '{}', 'api', 1, 0, 0 FROM generate_series(0, {{t}} - 1) n
            UNION ALL
            SELECT 'U' || lpad(n::text, 10, '0'), 'user', 'O' || lpad((n / 50)::text, 10, '0'), 'O' || lpad((n / 50)::text, 10, '0'), 'user-' || n, 'inherit', '{"email":"user' || n || '@seeded.example"}', 'api', 1, 0, 0 FROM generate_series(0, {{t}} - 1) n;
            INSERT INTO scopes (id, kind, parent_id, organization_id, name, access_mode, attributes, owner, revision, created_at, updated_at)
            SELECT 'P' || lpad(n::text, 10, '0'), 'project', 'T' || lpad(n::text, 10, '0'), 'O' || lpad((n / 50)::text, 10, '0'), 'shop', 'inherit', '{"environment":"prod"}', 'api', 1, 0, 0 FROM generate_series(0, {{t}} - 1) n;
            INSERT INTO virtual_keys (id, name, prefix, hash, organization_id, team_id, project_id, user_id, access_mode, metadata, attributes, owner, revision, created_at, updated_at)
            SELECT 'K' || lpad(n::text, 10, '0'), 'key-' || n, 'sb-' || substr(md5(n::text), 1, 5), substr(md5('a' || n) || md5('b' || n), 1, 42) || 'A', 'O' || lpad((n % {{t}} / 50)::text, 10, '0'), 'T' || lpad((n % {{t}})::text, 10, '0'),
                   'P' || lpad((n % {{t}})::text, 10, '0'), 'U' || lpad((n % {{t}})::text, 10, '0'), CASE n % 2 WHEN 0 THEN 'restrict' ELSE 'inherit' END, '{}', '{}', 'api', 1, 0, 0
            FROM generate_series(0, {{k}} - 1) n;
            INSERT INTO grants (scope_kind, scope_id, asset_kind, asset, created_at)
            SELECT 'organization', id, 'callable_target', 'family-*', 0 FROM scopes WHERE kind = 'organization' AND id LIKE 'O0%'
            UNION ALL SELECT 'team', id, 'callable_target', 'tag:tag1', 0 FROM scopes WHERE kind = 'team' AND id LIKE 'T0%'
            UNION ALL SELECT 'team', id, 'callable_target', 'family-1-*', 0 FROM scopes WHERE kind = 'team' AND id LIKE 'T0%'
            UNION ALL SELECT 'key', id, 'callable_target', 'family-1-model-1', 0 FROM virtual_keys WHERE access_mode = 'restrict' AND id LIKE 'K0%';
            UPDATE registry_version SET version = version + 1;
            COMMIT;
            ANALYZE;
            """, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
