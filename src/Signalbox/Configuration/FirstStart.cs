using Signalbox.Access;
using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Providers;
using Signalbox.Models.Registry;
using Signalbox.Secrets;

namespace Signalbox.Configuration;

/// <summary>
/// Sets up the demo when the registry is empty and no configuration is given: the demo provider, a model, and an organization whose key may call that
/// model and nothing else. The key lies in a private file, so that the printed curl works without showing it.
/// </summary>
internal sealed class FirstStart(
    AdminWriter writer, ProviderRegistry providers, ModelRegistry models, TenantRegistry tenants, KeyRegistry keys, SnapshotHolder snapshots, GatewaySettings settings)
{
    /// <summary>The model that the demo serves.</summary>
    public const string Model = "demo";

    /// <summary>Where the demo's key lies.</summary>
    public string KeyFile => Path.Combine(settings.DataDirectory, "demo.key");

    /// <summary>Sets the demo up if the registry was never written to.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (snapshots.Current.Version > 0) return;
        var secret = await writer.WriteAsync<string?>(AdminActor.Startup, async transaction =>
        {
            // Of instances that start at once on an empty database, one sets it up.
            if (transaction.Version > 0) return null;
            await providers.CreateAsync(transaction, new ProviderDraft { Name = "demo", Kind = "demo" }, Ownership.Api);
            foreach (var name in new[] { Model, "demo-slow" })
                await models.CreateAsync(transaction, new ModelDraft
                {
                    Name = name,
                    Description = "Built-in demo: answers without any provider, and says so.",
                    Deployments = [new DeploymentDraft { Provider = "demo", UpstreamModel = name }],
                }, Ownership.Api);
            var organization = await tenants.CreateAsync(transaction, new TenantDraft
            {
                Kind = ScopeKind.Organization,
                Name = "demo",
                Access = new() { Grants = [GrantDraft.Of(Model), GrantDraft.Of("demo-slow")] },
                Attributes = new() { Description = "Made at first start, to try things out. Delete it when you have your own." },
            }, Ownership.Api);
            var team = await tenants.CreateAsync(transaction, new TenantDraft { Kind = ScopeKind.Team, ParentId = organization.Id, Name = "demo" }, Ownership.Api);
            var (_, made) = await keys.CreateAsync(transaction, new KeyDraft
            {
                Name = "demo",
                TeamId = team.Id,
                Environment = "dev",
                Access = new() { Mode = "restrict", Grants = [GrantDraft.Of(Model)] },
            }, Ownership.Api);
            return made;
        }, cancellation);
        if (secret is not null) PrivateFiles.Write(KeyFile, System.Text.Encoding.ASCII.GetBytes(secret));
    }
}
