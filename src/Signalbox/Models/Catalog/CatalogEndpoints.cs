using Signalbox.Admin;
using Signalbox.Identity;

namespace Signalbox.Models.Catalog;

/// <summary>The admin API of the catalog.</summary>
internal static class CatalogEndpoints
{
    public static void MapCatalog(this IEndpointRouteBuilder routes) =>
        routes.MapAdmin("/catalog", "Models").MapGet("", (ModelCatalog catalog) => catalog.Document)
            .RequirePermission("models:read").WithSummary("Known models with list prices and capabilities");
}
