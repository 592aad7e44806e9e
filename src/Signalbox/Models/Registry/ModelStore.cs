using System.Data.Common;
using Dapper;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Assets;
using Signalbox.Storage;

namespace Signalbox.Models.Registry;

/// <summary>SQL over <c>models</c> and <c>deployments</c>.</summary>
internal sealed class ModelStore(Database database)
{
    private const string ModelColumns = "id, name, description, enabled, tags, owner, revision, created_at, updated_at";

    private const string DeploymentSelect =
        """
        SELECT d.id, d.model_id, d.provider_id, p.name AS provider, p.kind AS provider_kind, p.settings AS provider_settings, d.upstream_model, d.position, d.enabled, d.settings
        FROM deployments d JOIN providers p ON p.id = d.provider_id
        """;

    /// <summary>All models with their deployments, for the snapshot, within its transaction.</summary>
    public static async Task<IReadOnlyList<StoredModel>> ReadAllAsync(DbConnection connection, DbTransaction transaction)
    {
        var models = (await connection.QueryAsync<ModelRow>($"SELECT {ModelColumns} FROM models ORDER BY id", transaction: transaction)).AsList();
        var deployments = await connection.QueryAsync<DeploymentRow>($"{DeploymentSelect} ORDER BY d.position", transaction: transaction);
        return Join(models, deployments);
    }

    /// <summary>All models as what can be granted, also those that are switched off, within a transaction that reads.</summary>
    public static async Task<IEnumerable<AssetRow>> ReadAssetsAsync(DbConnection connection, DbTransaction transaction) =>
        (await connection.QueryAsync<ModelRow>($"SELECT {ModelColumns} FROM models", transaction: transaction)).Select(row => row.ToAsset());

    /// <summary>A page in order of name.</summary>
    public async Task<IReadOnlyList<StoredModel>> ListAsync(PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var models = (await connection.QueryAsync<ModelRow>(
            $"SELECT {ModelColumns} FROM models WHERE name > @cursor ORDER BY name LIMIT @limit",
            new { cursor = page.Cursor ?? "", limit = page.Limit + 1 })).AsList();
        var deployments = await connection.QueryAsync<DeploymentRow>($"{DeploymentSelect} ORDER BY d.position");
        return Join(models, deployments);
    }

    /// <summary>One model, or null.</summary>
    public async Task<StoredModel?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<ModelRow>($"SELECT {ModelColumns} FROM models WHERE id = @id", new { id });
        if (row is null) return null;
        var deployments = await connection.QueryAsync<DeploymentRow>($"{DeploymentSelect} WHERE d.model_id = @id ORDER BY d.position", new { id });
        return new StoredModel(row, deployments.AsList());
    }

    /// <summary>One model by id within a write.</summary>
    public static async Task<StoredModel?> FindAsync(AdminTransaction transaction, string id) =>
        await WithDeploymentsAsync(transaction,
            await transaction.QueryOneAsync<ModelRow>($"SELECT {ModelColumns} FROM models WHERE id = @id", new { id }));

    /// <summary>One model by name within a write.</summary>
    public static async Task<StoredModel?> FindByNameAsync(AdminTransaction transaction, string name) =>
        await WithDeploymentsAsync(transaction,
            await transaction.QueryOneAsync<ModelRow>($"SELECT {ModelColumns} FROM models WHERE name = @name", new { name }));

    /// <summary>Deployments that use a provider, within a write.</summary>
    public static Task<IReadOnlyList<ProviderUser>> DeploymentsOfProviderAsync(AdminTransaction transaction, string providerId) =>
        transaction.QueryAsync<ProviderUser>(
            "SELECT m.name AS model, d.id AS deployment_id, d.upstream_model FROM deployments d JOIN models m ON m.id = d.model_id WHERE d.provider_id = @providerId ORDER BY m.name",
            new { providerId });

    /// <summary>Deployments that use a provider.</summary>
    public async Task<IReadOnlyList<ProviderUser>> DeploymentsOfProviderAsync(string providerId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<ProviderUser>(
            "SELECT m.name AS model, d.id AS deployment_id, d.upstream_model FROM deployments d JOIN models m ON m.id = d.model_id WHERE d.provider_id = @providerId ORDER BY m.name",
            new { providerId })).AsList();
    }

    /// <summary>Adds a model without deployments.</summary>
    public static Task InsertAsync(AdminTransaction transaction, ModelRow row) => transaction.ExecuteAsync(
        $"INSERT INTO models ({ModelColumns}) VALUES (@Id, @Name, @Description, @Enabled, @Tags, @Owner, @Revision, @CreatedAt, @UpdatedAt)", row);

    /// <summary>Replaces a model's row.</summary>
    public static Task UpdateAsync(AdminTransaction transaction, ModelRow row) => transaction.ExecuteAsync(
        "UPDATE models SET description = @Description, enabled = @Enabled, tags = @Tags, owner = @Owner, revision = @Revision, updated_at = @UpdatedAt WHERE id = @Id", row);

    /// <summary>Replaces a model's deployments.</summary>
    public static async Task ReplaceDeploymentsAsync(AdminTransaction transaction, string modelId, IReadOnlyList<DeploymentRow> deployments)
    {
        await transaction.ExecuteAsync("DELETE FROM deployments WHERE model_id = @modelId", new { modelId });
        foreach (var row in deployments)
            await transaction.ExecuteAsync(
                "INSERT INTO deployments (id, model_id, provider_id, upstream_model, position, enabled, settings) VALUES (@Id, @ModelId, @ProviderId, @UpstreamModel, @Position, @Enabled, @Settings)",
                row);
    }

    /// <summary>Removes a model and its deployments.</summary>
    public static Task DeleteAsync(AdminTransaction transaction, string id) =>
        transaction.ExecuteAsync("DELETE FROM models WHERE id = @id", new { id });

    private static async Task<StoredModel?> WithDeploymentsAsync(AdminTransaction transaction, ModelRow? row) => row is null
        ? null
        : new StoredModel(row, await transaction.QueryAsync<DeploymentRow>($"{DeploymentSelect} WHERE d.model_id = @Id ORDER BY d.position", new { row.Id }));

    private static List<StoredModel> Join(List<ModelRow> models, IEnumerable<DeploymentRow> deployments)
    {
        var byModel = deployments.ToLookup(d => d.ModelId);
        return [.. models.Select(m => new StoredModel(m, [.. byModel[m.Id]]))];
    }
}
