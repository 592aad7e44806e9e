using System.Globalization;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Promotion;
using Signalbox.Identity;

namespace Signalbox.Quality.Contracts;

/// <summary>The admin API of quality contracts.</summary>
internal static class QualityContractEndpoints
{
    private static readonly ManagedKind<QualityContractRow, QualityContractDraft, QualityContractView> Kind =
        new("/quality-contracts", "quality_contracts", "quality contract", QualityJson.Default.QualityContractDraft)
        {
            Summaries = new(
                "Say what a route group must achieve", "Read a quality contract", "Change a quality contract (JSON merge patch); the version before is kept", "Remove a quality contract"),
            Find = (services, id, cancellation) => services.GetRequiredService<QualityContractStore>().FindAsync(id, cancellation),
            FindWithin = QualityContractStore.FindAsync,
            Create = async (services, transaction, draft) =>
            {
                var row = await services.GetRequiredService<QualityContractRegistry>().CreateAsync(transaction, draft, Ownership.Api);
                return (row, QualityContractView.Of(row));
            },
            Update = (_, transaction, current, draft) => QualityContractRegistry.UpdateAsync(transaction, current, draft, current.Owner),
            Delete = QualityContractRegistry.DeleteAsync,
            View = QualityContractView.Of,
            Changed = services => services.GetRequiredService<ContractWatch>().LookSoon(),
        };

    public static void MapQualityContracts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin(Kind.Path, "Quality");
        group.MapGet("", ListAsync).RequirePermission("quality_contracts:read").WithSummary("List quality contracts with how they stand, of one route group or of all");
        group.MapGet("/judge-template", () => new JudgeTemplateView(JudgeTemplate.Usual)).RequirePermission("quality_contracts:read").WithSummary("What a judge is told where a contract has no words of its own");
        group.MapManaged(Kind);
        group.MapGet("/{id}/evaluation", EvaluateAsync).RequirePermission("quality_contracts:read").WithSummary("Hold a quality contract against what was seen until now");
        group.MapGet("/{id}/versions", VersionsAsync).RequirePermission("quality_contracts:read").WithSummary("List the versions of a quality contract, newest first");
    }

    private static async Task<Page<QualityContractView>> ListAsync(QualityContractStore store, string? route_group, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<QualityContractRow>.Cut(await store.ListAsync(string.IsNullOrEmpty(route_group) ? null : route_group, page, cancellation), page.Limit, row => row.RouteGroup);
        return new([.. rows.Items.Select(QualityContractView.Of)], rows.NextCursor);
    }

    private static async Task<ContractEvaluationView> EvaluateAsync(string id, HttpContext context, ContractEvaluator evaluator, CancellationToken cancellation)
    {
        var row = await context.ExpectAsync(Kind, id, cancellation);
        var shown = await evaluator.EvaluateAsync(row, cancellation);
        return new(row.RouteGroup, StandingNames.Name(shown.Standing), shown.Since, shown.Until, shown.Calls, [.. shown.Bounds.Select(BoundView.Of)]);
    }

    private static async Task<Page<ContractVersionView>> VersionsAsync(string id, HttpContext context, QualityContractStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var before = long.MaxValue;
        if (page.Cursor is { } text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            throw PageQuery.NoCursor();
        await context.ExpectAsync(Kind, id, cancellation);
        var rows = Page<ContractVersionRow>.Cut(
            await store.VersionsAsync(id, before, page.Limit + 1, cancellation), page.Limit, row => row.Revision.ToString(CultureInfo.InvariantCulture));
        return new([.. rows.Items.Select(ContractVersionView.Of)], rows.NextCursor);
    }
}
