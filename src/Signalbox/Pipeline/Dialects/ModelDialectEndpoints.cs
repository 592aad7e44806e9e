using Signalbox.Admin;
using Signalbox.Core.Assets;
using Signalbox.Identity;
using Signalbox.Models.Registry;

namespace Signalbox.Pipeline.Dialects;

/// <summary>The admin API that tells how a model serves the calls of each API.</summary>
internal static class ModelDialectEndpoints
{
    public static void MapModelDialects(this IEndpointRouteBuilder routes) =>
        routes.MapAdmin("/models", "Models").MapGet("/{id}/dialects", GetAsync)
            .RequirePermission("models:read").WithSummary("How a model serves the calls of each API: as they are, translated, or not at all");

    private static async Task<ModelDialectsView> GetAsync(string id, ModelStore store, ModelViews views, CancellationToken cancellation)
    {
        var stored = await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("model", id);
        var kinds = stored.Deployments.ToDictionary(row => row.Id, row => ProviderKinds.Parse(row.ProviderKind)!.Value);
        return new([.. views.ToModel(stored).Deployments.Select(d => new DeploymentDialectsView(d.Id, ModelDialects.Of(kinds[d.Id], d.UpstreamModel, CapabilityNames.Parse(d.Capabilities))))]);
    }
}
