using System.Globalization;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Promotion;
using Signalbox.Identity;

namespace Signalbox.Quality.Contracts;

/// <summary>The admin API of quality contracts.</summary>
internal static class QualityContractEndpoints
{
    private const string Path = "/quality-contracts";

    public static void MapQualityContracts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin(Path, "Quality");
        group.MapGet("", ListAsync).RequirePermission("quality_contracts:read").WithSummary("List quality contracts with how they stand, of one route group or of all");
        group.MapPost("", CreateAsync).RequirePermission("quality_contracts:write").WithSummary("Say what a route group must achieve")
            .Accepts<QualityContractDraft>("application/json").Produces<QualityContractView>(201).ProducesProblem(409);
        group.MapGet("/judge-template", () => new JudgeTemplateView(JudgeTemplate.Usual)).RequirePermission("quality_contracts:read").WithSummary("What a judge is told where a contract has no words of its own");
        group.MapGet("/{id}", GetAsync).RequirePermission("quality_contracts:read").WithSummary("Read a quality contract").Produces<QualityContractView>();
        group.MapPatch("/{id}", PatchAsync).RequirePermission("quality_contracts:write").WithSummary("Change a quality contract (JSON merge patch); the version before is kept")
            .Accepts<QualityContractDraft>("application/json").Produces<QualityContractView>().ProducesProblem(412);
        group.MapDelete("/{id}", DeleteAsync).RequirePermission("quality_contracts:write").WithSummary("Remove a quality contract").Produces(204);
        group.MapGet("/{id}/evaluation", EvaluateAsync).RequirePermission("quality_contracts:read").WithSummary("Hold a quality contract against what was seen until now");
        group.MapGet("/{id}/versions", VersionsAsync).RequirePermission("quality_contracts:read").WithSummary("List the versions of a quality contract, newest first");
    }

    private static async Task<Page<QualityContractView>> ListAsync(QualityContractStore store, string? route_group, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<QualityContractRow>.Cut(await store.ListAsync(string.IsNullOrEmpty(route_group) ? null : route_group, page, cancellation), page.Limit, row => row.RouteGroup);
        return new([.. rows.Items.Select(QualityContractView.Of)], rows.NextCursor);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Creations creations, QualityContractRegistry registry, ContractWatch watch)
    {
        var draft = await DraftReader.ReadAsync(context.Request, QualityJson.Default.QualityContractDraft);
        var answer = await creations.RunAsync(context, draft, QualityJson.Default.QualityContractDraft, async transaction =>
        {
            var row = await registry.CreateAsync(transaction, draft, Ownership.Api);
            return (QualityContractView.Of(row), $"{AdminApi.Base}{Path}/{row.Id}", Preconditions.ETag(row.Revision));
        });
        watch.LookSoon();
        return answer;
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, QualityContractStore store, CancellationToken cancellation) => Shown(context, await ExpectAsync(id, store, cancellation));

    private static async Task<IResult> PatchAsync(string id, HttpContext context, AdminWriter writer, ContractWatch watch, CancellationToken cancellation)
    {
        var row = await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var current = await RequireChangeableAsync(transaction, context, id);
            return await QualityContractRegistry.UpdateAsync(transaction, current, await DraftReader.PatchAsync(context.Request, current.ToDraft(), QualityJson.Default.QualityContractDraft), current.Owner);
        }, cancellation);
        watch.LookSoon();
        return Shown(context, row);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, AdminWriter writer, CancellationToken cancellation)
    {
        await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            await QualityContractRegistry.DeleteAsync(transaction, await RequireChangeableAsync(transaction, context, id));
            return true;
        }, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<ContractEvaluationView> EvaluateAsync(string id, QualityContractStore store, ContractEvaluator evaluator, CancellationToken cancellation)
    {
        var row = await ExpectAsync(id, store, cancellation);
        var shown = await evaluator.EvaluateAsync(row, cancellation);
        return new(row.RouteGroup, StandingNames.Name(shown.Standing), shown.Since, shown.Until, shown.Calls, [.. shown.Bounds.Select(BoundView.Of)]);
    }

    private static async Task<Page<ContractVersionView>> VersionsAsync(string id, QualityContractStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var before = long.MaxValue;
        if (page.Cursor is { } text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            throw ProblemException.Invalid("cursor", "is not one that a page ended with.");
        await ExpectAsync(id, store, cancellation);
        var rows = Page<ContractVersionRow>.Cut(
            await store.VersionsAsync(id, before, page.Limit + 1, cancellation), page.Limit, row => row.Revision.ToString(CultureInfo.InvariantCulture));
        return new([.. rows.Items.Select(ContractVersionView.Of)], rows.NextCursor);
    }

    private static async Task<QualityContractRow> ExpectAsync(string id, QualityContractStore store, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("quality contract", id);

    private static async Task<QualityContractRow> RequireChangeableAsync(AdminTransaction transaction, HttpContext context, string id)
    {
        var row = await QualityContractStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("quality contract", id);
        Ownership.RequireApi(row.Owner, "quality contract", row.RouteGroup);
        Preconditions.RequireMatch(context.Request, row.Revision);
        return row;
    }

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<QualityContractView> Shown(HttpContext context, QualityContractRow row) =>
        AdminApi.Tagged(context, QualityContractView.Of(row), Preconditions.ETag(row.Revision));
}
