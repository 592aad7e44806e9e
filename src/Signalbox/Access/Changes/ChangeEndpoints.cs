using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Identity;

namespace Signalbox.Access.Changes;

/// <summary>The admin API of changes of access at one or many scopes: what would come of them, and making them.</summary>
internal static class ChangeEndpoints
{
    public static void MapChanges(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin("/access", "Access");
        group.MapPost("/preview", PreviewAsync).RequirePermission("access:read")
            .WithSummary("Who would gain and who would lose what by changes of access; changes nothing")
            .Accepts<AccessChangesDraft>("application/json").ProducesProblem(404);
        group.MapPost("/bulk", BulkAsync).RequirePermission("access:write")
            .WithSummary("Change access at many scopes at once, at the version they were previewed at")
            .Accepts<AccessChangesDraft>("application/json").ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
    }

    private static async Task<AccessPreviewView> PreviewAsync(HttpRequest request, AccessPreview preview, int? limit, string? cursor, CancellationToken cancellation) =>
        await preview.RunAsync(await DraftReader.ReadAsync(request, AccessJson.Default.AccessChangesDraft), PageQuery.From(limit, cursor), cancellation);

    private static async Task<AccessBulkView> BulkAsync(HttpContext context, AccessBulk bulk, CancellationToken cancellation) =>
        await bulk.RunAsync(
            AdminActor.From(context), await DraftReader.ReadAsync(context.Request, AccessJson.Default.AccessChangesDraft),
            version => Preconditions.RequireMatch(context.Request, version), cancellation);
}
