using Signalbox.Audit;
using Signalbox.Core.Assets;

namespace Signalbox.Routing;

/// <summary>What the models of a group can do, as they stand within a write.</summary>
/// <param name="find">Finds a model by its name, with what the catalog knows of it; null when there is none.</param>
internal sealed class MemberModels(Func<AdminTransaction, string, Task<Model?>> find)
{
    /// <summary>The model of that name, or null.</summary>
    public Task<Model?> FindAsync(AdminTransaction transaction, string name) => find(transaction, name);
}
