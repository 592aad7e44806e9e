using Dapper;
using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Admin;
using Signalbox.Core.Access;
using Signalbox.Storage;

namespace Gateway.Tests.Access.Lists;

/// <summary>How the databases come to a page of a list, asked of their planners over many rows.</summary>
public sealed class ListPlanTests(ManyRows rows) : IClassFixture<ManyRows>
{
    private static readonly PageQuery First = new(100, null), Later = new(100, "K0000020000");

    [Theory]
    [InlineData(null, null, null, null, null)]
    [InlineData("O1", null, null, null, null)]
    [InlineData("O1", null, null, "active", null)]
    [InlineData(null, "T0000000001", null, null, null)]
    [InlineData(null, null, "U0000000007", null, null)]
    [InlineData(null, null, null, "revoked", null)]
    [InlineData(null, null, null, "expired", null)]
    [InlineData(null, null, null, null, "key 123")]
    [InlineData("O1", null, null, "active", "no such key")]
    public async Task A_page_of_keys_is_found_by_an_index_in_the_order_of_the_page(string? organization, string? team, string? user, string? status, string? find)
    {
        var filter = new KeyFilter(organization, team, null, user, status, find);
        foreach (var page in new[] { First, Later })
            await RequireIndexAsync("virtual_keys", KeyStore.ListSql(filter, page), KeyStore.ListParameters(filter, 100, page), isFew: team is not null || user is not null, isSearch: find is not null);
    }

    [Theory]
    [InlineData(ScopeKind.User, null, null, null)]
    [InlineData(ScopeKind.User, "O1", null, null)]
    [InlineData(ScopeKind.Team, "O1", null, "team 29")]
    [InlineData(ScopeKind.User, null, null, "user 123")]
    [InlineData(ScopeKind.User, "O1", null, "no such user")]
    [InlineData(ScopeKind.Project, null, "T0000000001", null)]
    public async Task A_page_of_levels_is_found_by_an_index_in_the_order_of_the_page(ScopeKind kind, string? organization, string? parent, string? find)
    {
        var filter = new TenantFilter(kind, organization, parent, find);
        foreach (var page in new[] { First, Later })
            await RequireIndexAsync("scopes", TenantStore.ListSql(filter, page), TenantStore.ListParameters(filter, page), isFew: parent is not null, isSearch: find is not null);
    }

    private async Task RequireIndexAsync(string table, string sql, object parameters, bool isFew, bool isSearch)
    {
        // A search passes over every row in whatever way; PostgreSQL weighs for itself which way is shorter.
        if (isSearch && rows.Database.Kind == DatabaseKind.Postgres) return;
        await using var connection = await rows.Database.OpenAsync(default);
        var isPostgres = rows.Database.Kind == DatabaseKind.Postgres;
        var steps = await connection.QueryAsync($"{(isPostgres ? "EXPLAIN" : "EXPLAIN QUERY PLAN")} {sql}", parameters);
        string[] plan = [.. steps.Select(row => string.Join(' ', ((IDictionary<string, object>)row).Values))];
        var told = $"{sql}\n{string.Join('\n', plan)}";
        plan.ShouldContain(line => line.Contains("Index", StringComparison.OrdinalIgnoreCase), told);
        plan.ShouldNotContain(line => line.Contains($"Seq Scan on {table}", StringComparison.Ordinal), told);
        // Whoever picks a few rows may well sort them.
        if (!isFew) plan.ShouldNotContain(line => line.Contains("Sort", StringComparison.Ordinal) || line.Contains("TEMP B-TREE", StringComparison.Ordinal), told);
    }
}
