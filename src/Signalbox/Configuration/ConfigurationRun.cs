using Signalbox.Access;
using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Admin;
using Signalbox.Alerts;
using Signalbox.Alerts.Destinations;
using Signalbox.Alerts.Rules;
using Signalbox.Alerts.Slos;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Models.Providers;
using Signalbox.Models.Registry;
using Signalbox.Policies;
using Signalbox.Quality.Contracts;
using Signalbox.Routing;

namespace Signalbox.Configuration;

/// <summary>One application of a file within one transaction: object by object, in the order in which they refer to each other.</summary>
internal sealed class ConfigurationRun(
    ConfigurationFile file, AdminTransaction transaction, ProviderRegistry providers, ModelRegistry models, PolicyDeclaration policies, RouteGroupRegistry routeGroups, QualityContractRegistry contracts, TenantRegistry tenants, KeyRegistry keys,
    AlertRegistries alerts)
{
    private readonly List<ConfigurationChange> _changes = [];
    private readonly HashSet<string> _managed = new(StringComparer.Ordinal);

    /// <summary>Keys that were generated, with their secrets.</summary>
    public List<IssuedKey> Issued { get; } = [];

    /// <summary>Applies everything and tells what changed.</summary>
    public async Task<IReadOnlyList<ConfigurationChange>> ApplyAsync()
    {
        var document = file.Document;
        for (var i = 0; i < document.Providers.Count; i++) await ProviderAsync($"providers[{i}]", document.Providers[i]);
        for (var i = 0; i < document.Models.Count; i++) await ModelAsync($"models[{i}]", document.Models[i]);
        for (var i = 0; i < document.Policies.Count; i++) await PolicyAsync($"policies[{i}]", document.Policies[i]);
        for (var i = 0; i < document.RouteGroups.Count; i++) await RouteGroupAsync($"route_groups[{i}]", document.RouteGroups[i]);
        for (var i = 0; i < document.QualityContracts.Count; i++) await ContractAsync($"quality_contracts[{i}]", document.QualityContracts[i]);
        for (var i = 0; i < document.Organizations.Count; i++) await OrganizationAsync($"organizations[{i}]", document.Organizations[i]);
        for (var i = 0; i < document.AlertDestinations.Count; i++) await DestinationAsync($"alert_destinations[{i}]", document.AlertDestinations[i]);
        for (var i = 0; i < document.Slos.Count; i++) await SloAsync($"slos[{i}]", document.Slos[i]);
        for (var i = 0; i < document.AlertRules.Count; i++) await AlertRuleAsync($"alert_rules[{i}]", document.AlertRules[i]);
        await ReleaseAsync();
        return _changes;
    }

    private Task<string> ProviderAsync(string path, ProviderDraft draft) => StepAsync(path, "provider", draft.Name, async () =>
    {
        var current = draft.Name is null ? null : await ProviderStore.FindByNameAsync(transaction, draft.Name);
        var row = current is null
            ? await providers.CreateAsync(transaction, draft, Ownership.Yaml)
            // A file without a key says that there is none.
            : await providers.UpdateAsync(transaction, current, draft with { ApiKey = draft.ApiKey ?? "" }, Ownership.Yaml);
        return row.Id;
    });

    private Task<string> ModelAsync(string path, ModelDraft draft) => StepAsync(path, "model", draft.Name, async () =>
    {
        var current = draft.Name is null ? null : await ModelStore.FindByNameAsync(transaction, draft.Name);
        return (current is null
            ? await models.CreateAsync(transaction, draft, Ownership.Yaml)
            : await models.UpdateAsync(transaction, current, draft, Ownership.Yaml)).Row.Id;
    });

    private Task<string> PolicyAsync(string path, PolicyDraft draft) =>
        StepAsync(path, "policy", draft.Name, async () => (await policies.ApplyAsync(transaction, draft, CancellationToken.None)).Id);

    private Task<string> RouteGroupAsync(string path, RouteGroupDraft draft) => StepAsync(path, "route_group", draft.Key, async () =>
    {
        var current = draft.Key is null ? null : await RouteGroupStore.FindByKeyAsync(transaction, draft.Key);
        return (current is null
            ? await routeGroups.CreateAsync(transaction, draft, Ownership.Yaml)
            : await routeGroups.UpdateAsync(transaction, current, draft, Ownership.Yaml)).Row.Id;
    });

    private Task<string> ContractAsync(string path, QualityContractDraft draft) => StepAsync(path, "quality_contract", draft.RouteGroup, async () =>
    {
        var group = draft.RouteGroup is null ? null : await RouteGroupStore.FindByKeyAsync(transaction, draft.RouteGroup);
        var current = group is null ? null : await QualityContractStore.FindByGroupAsync(transaction, group.Row.Id);
        return (current is null
            ? await contracts.CreateAsync(transaction, draft, Ownership.Yaml)
            : await QualityContractRegistry.UpdateAsync(transaction, current, draft, Ownership.Yaml)).Id;
    });

    private Task<string> DestinationAsync(string path, AlertDestinationDraft draft) => StepAsync(path, "alert_destination", draft.Name, async () =>
    {
        // One that is generated would be shown to nobody.
        if (draft.Kind == DestinationKinds.Webhook && string.IsNullOrEmpty(draft.Secret)) throw ProblemException.Invalid("secret", "is required in a file: whsec_ and 24 to 64 bytes in Base64.");
        var current = draft.Name is null ? null : await AlertDestinationStore.FindByNameAsync(transaction, draft.Name);
        if (current is null) return (await alerts.Destinations.CreateAsync(transaction, draft, Ownership.Yaml)).Row.Id;
        // A file without a password says that there is none.
        var said = draft.Email is { } mail ? draft with { Email = mail with { Password = mail.Password ?? "" } } : draft;
        return (await alerts.Destinations.UpdateAsync(transaction, current, said, Ownership.Yaml)).Id;
    });

    private Task<string> SloAsync(string path, SloDraft draft) => StepAsync(path, "slo", draft.Name, async () =>
    {
        var current = draft.Name is null ? null : await SloStore.FindByNameAsync(transaction, draft.Name);
        return (current is null ? await alerts.Slos.CreateAsync(transaction, draft, Ownership.Yaml) : await SloRegistry.UpdateAsync(transaction, current, draft, Ownership.Yaml)).Id;
    });

    private Task<string> AlertRuleAsync(string path, AlertRuleDraft draft) => StepAsync(path, "alert_rule", draft.Name, async () =>
    {
        var current = draft.Name is null ? null : await AlertRuleStore.FindByNameAsync(transaction, draft.Name);
        return (current is null ? await alerts.Rules.CreateAsync(transaction, draft, Ownership.Yaml) : await AlertRuleRegistry.UpdateAsync(transaction, current, draft, Ownership.Yaml)).Id;
    });

    private async Task OrganizationAsync(string path, OrganizationSection section)
    {
        var id = await TenantAsync(path, new TenantDraft
        {
            Kind = ScopeKind.Organization,
            Name = section.Name,
            Access = new AccessDraft { Grants = section.Grants },
            Enforcement = section.Enforcement,
            Limits = section.Limits,
            Budget = section.Budget,
            Attributes = new TenantAttributes { Description = section.Description },
        });
        for (var i = 0; i < section.Users.Count; i++)
        {
            var user = section.Users[i];
            await TenantAsync($"{path}.users[{i}]", new TenantDraft
            {
                Kind = ScopeKind.User, ParentId = id, Name = user.Name, Access = user.Access, LegacyModels = user.LegacyModels,
                Limits = user.Limits, Budget = user.Budget, Attributes = new TenantAttributes { Email = user.Email },
            });
        }
        for (var i = 0; i < section.Teams.Count; i++) await TeamAsync($"{path}.teams[{i}]", id, section.Teams[i]);
    }

    private async Task TeamAsync(string path, string organizationId, TeamSection section)
    {
        var id = await TenantAsync(path, new TenantDraft
        {
            Kind = ScopeKind.Team, ParentId = organizationId, Name = section.Name, Access = section.Access,
            LegacyModels = section.LegacyModels, Limits = section.Limits, Budget = section.Budget, Attributes = new TenantAttributes { Description = section.Description },
        });
        for (var i = 0; i < section.Keys.Count; i++) await KeyAsync($"{path}.keys[{i}]", organizationId, id, null, section.Keys[i]);
        for (var p = 0; p < section.Projects.Count; p++)
        {
            var project = section.Projects[p];
            var projectPath = $"{path}.projects[{p}]";
            var projectId = await TenantAsync(projectPath, new TenantDraft
            {
                Kind = ScopeKind.Project, ParentId = id, Name = project.Name, Access = project.Access,
                Limits = project.Limits, Budget = project.Budget, Attributes = new TenantAttributes { Description = project.Description, Environment = project.Environment },
            });
            for (var i = 0; i < project.Keys.Count; i++) await KeyAsync($"{projectPath}.keys[{i}]", organizationId, id, projectId, project.Keys[i]);
        }
    }

    private Task<string> TenantAsync(string path, TenantDraft draft) => StepAsync(path, AccessModes.Name(draft.Kind), draft.Name, async () =>
    {
        var current = draft.Name is null ? null : await TenantStore.FindByNameAsync(transaction, draft.Kind, draft.ParentId, draft.Name);
        return (current is null
            ? await tenants.CreateAsync(transaction, draft, Ownership.Yaml)
            : await TenantRegistry.UpdateAsync(transaction, current, draft, Ownership.Yaml)).Id;
    });

    private Task<string> KeyAsync(string path, string organizationId, string teamId, string? projectId, KeySection section) =>
        StepAsync(path, "key", section.Name, async () =>
        {
            var user = section.User is null ? null : await TenantStore.FindByNameAsync(transaction, ScopeKind.User, organizationId, section.User)
                ?? throw ProblemException.Invalid("user", $"There is no user '{section.User}' in the organization.");
            var draft = new KeyDraft
            {
                Name = section.Name,
                TeamId = projectId is null ? teamId : null,
                ProjectId = projectId,
                UserId = user?.Id,
                Environment = section.Environment,
                ExpiresAt = section.ExpiresAt,
                Metadata = section.Metadata,
                Access = section.Access,
                LegacyModels = section.LegacyModels,
                Limits = section.Limits,
                Budget = section.Budget,
                Value = section.Value,
            };
            var current = section.Name is null ? null : await KeyStore.FindLiveAsync(transaction, teamId, projectId, section.Name);
            if (current is not null) return (await keys.UpdateAsync(transaction, current, draft, Ownership.Yaml)).Id;
            var (key, secret) = await keys.CreateAsync(transaction, draft, Ownership.Yaml);
            if (section.Value is null) Issued.Add(new IssuedKey(key.Name, secret));
            return key.Id;
        });

    /// <summary>Hands over to the API what an earlier file had and this one has not.</summary>
    private async Task ReleaseAsync()
    {
        foreach (var (table, kind, id, name) in await OwnedRows.ReadAsync(transaction))
        {
            if (_managed.Contains(id)) continue;
            await OwnedRows.ReleaseAsync(transaction, table, id);
            transaction.Audit<ProviderDraft>("release", kind, id, name, null, null, Models.ModelsJson.Default.ProviderDraft);
            _changes.Add(new ConfigurationChange("release", $"{kind}/{name}", []));
        }
    }

    /// <summary>Runs one object's change, notes what it did, and puts a fault at the object's place in the file.</summary>
    private async Task<string> StepAsync(string path, string kind, string? name, Func<Task<string>> change)
    {
        var before = transaction.Events.Count;
        try
        {
            var id = await change();
            if (!_managed.Add(id)) throw ProblemException.Invalid("name", $"The {kind.Replace('_', ' ')} '{name}' stands twice in the file.");
            var events = transaction.Events.Skip(before).ToList();
            if (events.Count == 0) _changes.Add(new ConfigurationChange("unchanged", $"{kind}/{name}", []));
            else _changes.Add(ConfigurationChange.From(events));
            return id;
        }
        catch (ProblemException problem)
        {
            throw new ConfigurationException(problem.Errors is { Count: > 0 } errors
                ? [.. errors.SelectMany(e => e.Value.Select(message => file.ErrorAt($"{path}.{e.Key}", message)))]
                : [file.ErrorAt(path, problem.Message)]);
        }
    }
}
