using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Signalbox.Bench.Compare.Contenders;

/// <summary>
/// Many keys beside the one that calls: in 1,000 teams of 20 organizations, each key in a project of its team; half of the keys restrict, as do all
/// teams. They go into Signalbox's SQLite through the <c>sqlite3</c> program, in one transaction.
/// </summary>
internal static class SeededKeys
{
    /// <summary>Adds them while Signalbox is stopped.</summary>
    /// <exception cref="InvalidComparisonException">There is no <c>sqlite3</c>, or it failed.</exception>
    public static async Task AddAsync(string database, int keys, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("sqlite3", ["-bail", database]) { RedirectStandardInput = true, RedirectStandardError = true };
        using var process = Start(start);
        await process.StandardInput.WriteAsync(Sql(keys).AsMemory(), cancellation);
        process.StandardInput.Close();
        var error = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0) throw new InvalidComparisonException($"The keys could not be added: {error}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new InvalidComparisonException("--keys needs the program sqlite3 (Debian: apt-get install sqlite3).");
        }
    }

    // In SQLite || binds closer than %, hence the parentheses.
    private static string Sql(int keys)
    {
        const string scope = "INSERT INTO scopes (id, kind, parent_id, organization_id, name, access_mode, attributes, owner, revision, created_at, updated_at) SELECT";
        const string teams = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999)";
        var all = string.Create(CultureInfo.InvariantCulture, $"WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {keys - 1})");
        return
            $$"""
            BEGIN;
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19)
            {{scope}} 'SO' || i, 'organization', NULL, 'SO' || i, 'seeded-' || i, 'inherit', '{}', 'api', 1, 0, 0 FROM n;
            {{teams}} {{scope}} 'ST' || i, 'team', 'SO' || (i % 20), 'SO' || (i % 20), 'team-' || i, 'restrict', '{}', 'api', 1, 0, 0 FROM n;
            {{teams}} {{scope}} 'SP' || i, 'project', 'ST' || i, 'SO' || (i % 20), 'shop', 'inherit', '{"environment":"prod"}', 'api', 1, 0, 0 FROM n;
            {{all}} INSERT INTO virtual_keys (id, name, prefix, hash, organization_id, team_id, project_id, access_mode, metadata, attributes, owner, revision, created_at, updated_at)
            SELECT 'SK' || i, 'key-' || i, 'sb-' || substr(hex(randomblob(3)), 1, 5), substr(hex(randomblob(21)), 1, 42) || 'A', 'SO' || (i % 20), 'ST' || (i % 1000), 'SP' || (i % 1000),
                   CASE i % 2 WHEN 0 THEN 'restrict' ELSE 'inherit' END, '{}', '{}', 'api', 1, 0, 0 FROM n;
            INSERT INTO grants (scope_kind, scope_id, asset_kind, asset, created_at)
            SELECT kind, id, 'callable_target', '{{Workload.Model}}', 0 FROM scopes WHERE id LIKE 'SO%' OR id LIKE 'ST%'
            UNION ALL SELECT 'key', id, 'callable_target', '{{Workload.Model}}', 0 FROM virtual_keys WHERE id LIKE 'SK%' AND access_mode = 'restrict';
            UPDATE registry_version SET version = version + 1;
            COMMIT;
            """;
    }
}
