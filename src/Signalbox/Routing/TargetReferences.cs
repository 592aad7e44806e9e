using Signalbox.Admin;
using Signalbox.Audit;

namespace Signalbox.Routing;

/// <summary>Who uses a callable target, so that it is not deleted under them.</summary>
/// <param name="grants">Finds the grants of a target: each as kind and name of the scope.</param>
internal sealed class TargetReferences(Func<AdminTransaction, string, Task<IReadOnlyList<GrantHolder>>> grants)
{
    /// <summary>Grants and route groups that name the target.</summary>
    public async Task<TargetReferenceView> FindAsync(AdminTransaction transaction, string name) => new(
        await grants(transaction, name), await RouteGroupStore.KeysWithMemberAsync(transaction, name));

    /// <summary>Refuses when anything names the target.</summary>
    /// <exception cref="ProblemException">409 <c>in-use</c> naming who.</exception>
    public async Task RequireUnusedAsync(AdminTransaction transaction, string kind, string name)
    {
        var users = await FindAsync(transaction, name);
        if (users.Grants.Count == 0 && users.RouteGroups.Count == 0) return;
        var named = users.Grants.Select(g => $"{g.ScopeKind} '{g.ScopeName}'").Concat(users.RouteGroups.Select(k => $"route group '{k}'")).Take(10);
        throw ProblemException.Conflict("in-use",
            $"The {kind} '{name}' is used by {users.Grants.Count} grant(s) and {users.RouteGroups.Count} route group(s): {string.Join(", ", named)}. Remove those first, or disable it.");
    }
}

/// <summary>A scope that grants a target.</summary>
/// <remarks>With properties rather than a constructor: SQLite gives computed columns of an empty result no type to match one by.</remarks>
internal sealed record GrantHolder
{
    public string ScopeKind { get; init; } = "";
    public string ScopeId { get; init; } = "";
    public string ScopeName { get; init; } = "";
}

/// <summary>Who uses a target, as the API shows it.</summary>
internal sealed record TargetReferenceView(IReadOnlyList<GrantHolder> Grants, IReadOnlyList<string> RouteGroups);
