using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Admin;
using Signalbox.Alerts;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Models.Providers;
using Signalbox.Models.Registry;
using Signalbox.Policies;
using Signalbox.Quality.Contracts;
using Signalbox.Routing;

namespace Signalbox.Configuration;

/// <summary>
/// Makes the registry what the file says, in one transaction, by the rules of the API. A dry run is the same code, rolled back. Nothing is deleted:
/// what was in the file before and no longer is goes over to the API's care.
/// </summary>
internal sealed class ConfigurationApply(
    AdminWriter writer, ProviderRegistry providers, ModelRegistry models, PolicyDeclaration policies, RouteGroupRegistry routeGroups, QualityContractRegistry contracts, TenantRegistry tenants, KeyRegistry keys,
    AlertRegistries alerts)
{
    /// <summary>Applies, or with <paramref name="dryRun"/> only tells what would change.</summary>
    /// <param name="file">What to make of the registry.</param>
    /// <param name="actor">Who applies it.</param>
    /// <param name="dryRun">Whether to roll it back.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    /// <param name="requireVersion">Takes the registry's version before anything is compared, and refuses it by an exception; null takes any.</param>
    /// <exception cref="ConfigurationException">An object is at fault; nothing was changed.</exception>
    public async Task<ConfigurationReport> RunAsync(
        ConfigurationFile file, AdminActor actor, bool dryRun, CancellationToken cancellation, Action<long>? requireVersion = null)
    {
        try
        {
            return await writer.WriteAsync(actor, async transaction =>
            {
                requireVersion?.Invoke(transaction.Version);
                var run = new ConfigurationRun(file, transaction, providers, models, policies, routeGroups, contracts, tenants, keys, alerts);
                var report = await run.ApplyAsync();
                await CheckAsync(transaction);
                if (dryRun) throw new DryRunException(new ConfigurationReport(true, false, transaction.Version, report, []));
                var applied = transaction.Events.Count > 0;
                return new ConfigurationReport(false, applied, applied ? transaction.Version + 1 : transaction.Version, report, run.Issued);
            }, cancellation);
        }
        catch (DryRunException dry)
        {
            return dry.Report;
        }
    }

    /// <summary>What only the whole file can be judged by. It lies at no one place in it.</summary>
    private static async Task CheckAsync(AdminTransaction transaction)
    {
        try
        {
            await transaction.RunChecksAsync();
        }
        catch (ProblemException problem)
        {
            throw new ConfigurationException([new(0, "organizations", problem.Message)]);
        }
    }

    /// <summary>Rolls a dry run back.</summary>
    private sealed class DryRunException(ConfigurationReport report) : Exception
    {
        public ConfigurationReport Report { get; } = report;
    }
}
