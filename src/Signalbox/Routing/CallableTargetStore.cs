using Signalbox.Audit;

namespace Signalbox.Routing;

/// <summary>SQL over <c>callable_targets</c>: the one space of names that models and route groups share.</summary>
internal static class CallableTargetStore
{
    /// <summary>What holds the name (<c>model</c> or <c>route_group</c>), or null.</summary>
    public static Task<string?> FindKindAsync(AdminTransaction transaction, string name) =>
        transaction.QueryOneAsync<string>("SELECT kind FROM callable_targets WHERE name = @name", new { name });

    /// <summary>Takes a name.</summary>
    public static Task InsertAsync(AdminTransaction transaction, string name, string kind) =>
        transaction.ExecuteAsync("INSERT INTO callable_targets (name, kind) VALUES (@name, @kind)", new { name, kind });

    /// <summary>Frees a name.</summary>
    public static Task DeleteAsync(AdminTransaction transaction, string name) =>
        transaction.ExecuteAsync("DELETE FROM callable_targets WHERE name = @name", new { name });

    /// <summary>All names.</summary>
    public static Task<IReadOnlyList<string>> NamesAsync(AdminTransaction transaction) =>
        transaction.QueryAsync<string>("SELECT name FROM callable_targets ORDER BY name", new { });
}
