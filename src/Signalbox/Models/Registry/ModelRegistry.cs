using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Assets;
using Signalbox.Models.Providers;
using Signalbox.Routing;

namespace Signalbox.Models.Registry;

/// <summary>The rules of adding, changing and removing models; API and YAML both go through them.</summary>
internal sealed class ModelRegistry(TargetReferences references, GroupRequirements requirements, TimeProvider time)
{
    private const string Kind = "model";
    private const int MaxDeployments = 64;

    /// <summary>Adds a model.</summary>
    public async Task<StoredModel> CreateAsync(AdminTransaction transaction, ModelDraft draft, string owner)
    {
        Validate(draft);
        if (await CallableTargetStore.FindKindAsync(transaction, draft.Name!) is { } taken)
            throw ProblemException.Conflict("already-exists", $"The name '{draft.Name}' is taken by a {taken.Replace('_', ' ')}. Models and route groups share one space of names.");
        var row = new ModelRow
        {
            Id = EntityIds.New(time),
            Name = draft.Name!,
            Description = draft.Description,
            Enabled = draft.Enabled ? 1 : 0,
            Tags = JsonSerializer.Serialize([.. draft.Tags], ModelsJson.Default.StringArray),
            Owner = owner,
            Revision = 1,
            CreatedAt = transaction.NowMilliseconds,
            UpdatedAt = transaction.NowMilliseconds,
        };
        var model = new StoredModel(row, await ToRowsAsync(transaction, row.Id, draft, []));
        await CallableTargetStore.InsertAsync(transaction, row.Name, Kind);
        await ModelStore.InsertAsync(transaction, row);
        await ModelStore.ReplaceDeploymentsAsync(transaction, row.Id, model.Deployments);
        transaction.Audit("create", Kind, row.Id, row.Name, null, model.ToDraft(), ModelsJson.Default.ModelDraft);
        return model;
    }

    /// <summary>Changes a model. Returns it as it stood when nothing differs.</summary>
    public async Task<StoredModel> UpdateAsync(AdminTransaction transaction, StoredModel current, ModelDraft draft, string owner)
    {
        Validate(draft);
        if (draft.Name != current.Row.Name)
            throw ProblemException.Invalid("name", "cannot be changed, since callers and grants refer to it. Make a new model and delete this one.");
        var row = current.Row with
        {
            Description = draft.Description,
            Enabled = draft.Enabled ? 1 : 0,
            Tags = JsonSerializer.Serialize([.. draft.Tags], ModelsJson.Default.StringArray),
            Owner = owner,
            Revision = current.Row.Revision + 1,
            UpdatedAt = transaction.NowMilliseconds,
        };
        var next = new StoredModel(row, await ToRowsAsync(transaction, row.Id, draft, current.Deployments));
        if (current.Row.Owner == owner && Same(current.ToDraft(), next.ToDraft())) return current;
        await requirements.HoldAsync(transaction, row.Name);
        await ModelStore.UpdateAsync(transaction, row);
        await ModelStore.ReplaceDeploymentsAsync(transaction, row.Id, next.Deployments);
        transaction.Audit("update", Kind, row.Id, row.Name, current.ToDraft(), next.ToDraft(), ModelsJson.Default.ModelDraft);
        return next;
    }

    /// <summary>Removes a model that no grant and no route group uses.</summary>
    public async Task DeleteAsync(AdminTransaction transaction, StoredModel model)
    {
        await references.RequireUnusedAsync(transaction, Kind, model.Row.Name);
        await ModelStore.DeleteAsync(transaction, model.Row.Id);
        await CallableTargetStore.DeleteAsync(transaction, model.Row.Name);
        transaction.Audit("delete", Kind, model.Row.Id, model.Row.Name, model.ToDraft(), null, ModelsJson.Default.ModelDraft);
    }

    private static bool Same(ModelDraft a, ModelDraft b) =>
        JsonSerializer.Serialize(a, ModelsJson.Default.ModelDraft) == JsonSerializer.Serialize(b, ModelsJson.Default.ModelDraft);

    private static void Validate(ModelDraft draft)
    {
        var errors = new FieldErrors();
        Names.RequireTarget(errors, "name", draft.Name);
        errors.Require(draft.Description is null or { Length: <= 1000 }, "description", "must be at most 1,000 characters.");
        Names.RequireTags(errors, "tags", draft.Tags);
        errors.Require(draft.Deployments.Count is >= 1 and <= MaxDeployments, "deployments", $"needs 1 to {MaxDeployments} entries.");
        for (var i = 0; i < draft.Deployments.Count; i++) Validate(errors, $"deployments[{i}]", draft.Deployments[i]);
        errors.ThrowIfAny();
    }

    private static void Validate(FieldErrors errors, string at, DeploymentDraft draft)
    {
        errors.Require(!string.IsNullOrEmpty(draft.Provider), $"{at}.provider", "is required: the name of a provider.");
        errors.Require(draft.UpstreamModel is { Length: > 0 and <= 256 } && !draft.UpstreamModel.Any(char.IsControl), $"{at}.upstream_model",
            "is required: the name the provider knows the model by, at most 256 characters.");
        errors.Require(draft.Priority is >= 0 and <= 1000, $"{at}.priority", "must be between 0 and 1,000.");
        errors.Require(draft.Weight is >= 0 and <= 1_000_000, $"{at}.weight", "must be between 0 and 1,000,000.");
        errors.Require(draft.ContextTokens is null or > 0, $"{at}.context_tokens", "must be positive.");
        errors.Require(draft.OutputTokens is null or > 0, $"{at}.output_tokens", "must be positive.");
        PriceRules.Check(errors, at, draft);
        foreach (var capability in draft.Capabilities ?? [])
            if (!CapabilityNames.All.Contains(capability))
                errors.Add($"{at}.capabilities", Suggestion.For(capability, CapabilityNames.All) is { } near
                    ? $"'{capability}' is not known. Did you mean '{near}'?"
                    : $"'{capability}' is not known. Use {string.Join(", ", CapabilityNames.All)}.");
    }

    /// <summary>A pair of provider and API that no call could ever use is refused here, not when a call comes (R67).</summary>
    private static void RequireServable(FieldErrors errors, string at, ProviderRow provider, DeploymentDraft draft)
    {
        if (draft.Capabilities is not { Count: > 0 } || ProviderKinds.Parse(provider.Kind) is not { } kind) return;
        var can = CapabilityNames.Parse(draft.Capabilities);
        if ((can & (ModelCapabilities.Conversation | ModelCapabilities.Embeddings)) == 0)
            errors.Add(at, "must name at least one of chat, responses, messages and embeddings; without one of them no call can use the deployment.");
        else if ((can & ModelCapabilities.Embeddings) != 0 && (ProviderKinds.Apis(kind) & ModelCapabilities.Embeddings) == 0)
            errors.Add(at, $"embeddings cannot be had from providers of the kind {provider.Kind}. Take it out, or deploy the model at another provider.");
    }

    /// <summary>Rows for the drafted deployments. One that stays at its provider and upstream model keeps its id.</summary>
    private async Task<IReadOnlyList<DeploymentRow>> ToRowsAsync(
        AdminTransaction transaction, string modelId, ModelDraft draft, IReadOnlyList<DeploymentRow> current)
    {
        var errors = new FieldErrors();
        var kept = current.ToList();
        var rows = new List<DeploymentRow>(draft.Deployments.Count);
        for (var i = 0; i < draft.Deployments.Count; i++)
        {
            var entry = draft.Deployments[i];
            if (await ProviderStore.FindByNameAsync(transaction, entry.Provider!) is not { } provider)
            {
                errors.Add($"deployments[{i}].provider", $"There is no provider '{entry.Provider}'.");
                continue;
            }
            RequireServable(errors, $"deployments[{i}].capabilities", provider, entry);
            var same = kept.FindIndex(d => d.ProviderId == provider.Id && d.UpstreamModel == entry.UpstreamModel);
            var id = same >= 0 ? kept[same].Id : EntityIds.New(time);
            if (same >= 0) kept.RemoveAt(same);
            rows.Add(new DeploymentRow
            {
                Id = id,
                ModelId = modelId,
                ProviderId = provider.Id,
                Provider = provider.Name,
                ProviderKind = provider.Kind,
                ProviderSettings = provider.Settings,
                UpstreamModel = entry.UpstreamModel!,
                Position = i,
                Enabled = entry.Enabled ? 1 : 0,
                Settings = JsonSerializer.Serialize(
                    new DeploymentSettings
                    {
                        Priority = entry.Priority,
                        Weight = entry.Weight,
                        Capabilities = entry.Capabilities,
                        Price = entry.Price,
                        Prices = entry.Prices,
                        ContextTokens = entry.ContextTokens,
                        OutputTokens = entry.OutputTokens,
                    },
                    ModelsJson.Default.DeploymentSettings),
            });
        }
        errors.ThrowIfAny();
        return rows;
    }
}
