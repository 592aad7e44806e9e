using Signalbox.Audit;

namespace Signalbox.Routing;

/// <summary>Which policies a group may name, as they stand within a write.</summary>
/// <param name="exists">Whether there is one of that name.</param>
internal sealed class GroupPolicies(Func<AdminTransaction, string, Task<bool>> exists)
{
    /// <summary>Whether there is one of that name.</summary>
    public Task<bool> HasAsync(AdminTransaction transaction, string name) => exists(transaction, name);
}
