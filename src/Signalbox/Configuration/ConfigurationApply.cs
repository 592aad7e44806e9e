using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Models.Providers;
using Signalbox.Models.Registry;
using Signalbox.Routing;

namespace Signalbox.Configuration;

/// <summary>
/// Makes the registry what the file says, in one transaction, by the rules of the API. A dry run is the same code, rolled back. Nothing is deleted:
/// what was in the file before and no longer is goes over to the API's care.
/// </summary>
internal sealed class ConfigurationApply(
    AdminWriter writer, ProviderRegistry providers, ModelRegistry models, RouteGroupRegistry routeGroups, TenantRegistry tenants, KeyRegistry keys)
{
    /// <summary>Applies, or with <paramref name="dryRun"/> only tells what would change.</summary>
    /// <exception cref="ConfigurationException">An object is at fault; nothing was changed.</exception>
    public async Task<ConfigurationReport> RunAsync(ConfigurationFile file, AdminActor actor, bool dryRun, CancellationToken cancellation)
    {
        try
        {
            return await writer.WriteAsync(actor, async transaction =>
            {
                var run = new ConfigurationRun(file, transaction, providers, models, routeGroups, tenants, keys);
                var report = await run.ApplyAsync();
                if (dryRun) throw new DryRunException(report);
                return new ConfigurationReport(false, transaction.Events.Count > 0, report, run.Issued);
            }, cancellation);
        }
        catch (DryRunException dry)
        {
            return new ConfigurationReport(true, false, dry.Changes, []);
        }
    }

    /// <summary>Rolls a dry run back.</summary>
    private sealed class DryRunException(IReadOnlyList<ConfigurationChange> changes) : Exception
    {
        public IReadOnlyList<ConfigurationChange> Changes { get; } = changes;
    }
}
