using System.Globalization;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Identity;
using Signalbox.Policies.Running;
using Signalbox.Policies.Scripts;

namespace Signalbox.Policies;

/// <summary>The admin API of routing policies.</summary>
internal static class PolicyEndpoints
{
    private const string Path = "/policies";

    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin(Path, "Policies");
        group.MapGet("", ListAsync).RequirePermission("policies:read").WithSummary("List routing policies");
        group.MapPost("", CreateAsync).RequirePermission("policies:write").WithSummary("Add a routing policy with its first version, which is not in force yet")
            .Accepts<PolicyDraft>("application/json").Produces<PolicyView>(201).ProducesProblem(409);
        group.MapGet("/typings", () => new ScriptTypingsView(ScriptTypings.FileName, ScriptTypings.Text, ScriptTypings.Example)).RequirePermission("policies:read")
            .WithSummary("What scripts are written against: signalbox.d.ts, and an example to begin with");
        group.MapPost("/check", CheckAsync).RequirePermission("policies:write").WithSummary("Check the types of a script; nothing is kept")
            .Accepts<ScriptCheckDraft>("application/json").Produces<ScriptCheckView>();
        group.MapGet("/{id}", GetAsync).RequirePermission("policies:read").WithSummary("Read a routing policy").Produces<PolicyView>();
        group.MapPatch("/{id}", PatchAsync).RequirePermission("policies:write").WithSummary("Change a policy's description, what it is granted or its credential (JSON merge patch)")
            .Accepts<PolicySettingsDraft>("application/json").Produces<PolicyView>().ProducesProblem(412);
        group.MapDelete("/{id}", DeleteAsync).RequirePermission("policies:write").WithSummary("Remove a routing policy that no route group uses").Produces(204);
        group.MapGet("/{id}/running", RunningAsync).RequirePermission("policies:read").WithSummary("How the version in force runs at the answering instance").Produces<PolicyRunningView>();
        group.MapGet("/{id}/versions", VersionsAsync).RequirePermission("policies:read").WithSummary("List a policy's versions, newest first");
        group.MapGet("/{id}/activations", ActivationsAsync).RequirePermission("policies:read").WithSummary("List which versions came into force, newest first");
        group.MapPost("/{id}/versions", AddVersionAsync).RequirePermission("policies:write").WithSummary("Add a version to a policy; nothing uses it before it is activated")
            .Accepts<PolicyVersionDraft>("application/json").Produces<PolicyVersionView>(201);
        group.MapPost("/{id}/activate", ActivateAsync).RequirePermission("policies:write").WithSummary("Put a version in force")
            .Accepts<PolicyActivationDraft>(isOptional: true, "application/json").Produces<PolicyView>().ProducesProblem(409).ProducesProblem(412);
        group.MapPost("/{id}/rollback", RollBackAsync).RequirePermission("policies:write").WithSummary("Put the version in force that was so before the newest activation that was not undone")
            .Accepts<PolicyRollbackDraft>(isOptional: true, "application/json").Produces<PolicyView>().ProducesProblem(409).ProducesProblem(412);
    }

    private static async Task<Page<PolicyView>> ListAsync(PolicyStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var rows = Page<PolicyRow>.Cut(await store.ListAsync(page, cancellation), page.Limit, row => row.Name);
        return new([.. rows.Items.Select(PolicyView.Of)], rows.NextCursor);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Creations creations, PolicyRegistry registry, TypeScriptCompiler compiler)
    {
        var draft = await DraftReader.ReadAsync(context.Request, PolicyJson.Default.PolicyDraft);
        var errors = new FieldErrors();
        PolicyRules.Check(errors, draft);
        errors.ThrowIfAny();
        // Before the write, which nobody else can make meanwhile.
        var code = await compiler.RequireAsync(draft.Script, context.RequestAborted);
        return await creations.RunAsync(context, draft, PolicyJson.Default.PolicyDraft, async transaction =>
        {
            var row = await registry.CreateAsync(transaction, draft, code, Ownership.Api);
            return (PolicyView.Of(row), $"{AdminApi.Base}{Path}/{row.Id}", Preconditions.ETag(row.Revision));
        });
    }

    private static async Task<ScriptCheckView> CheckAsync(HttpContext context, TypeScriptCompiler compiler)
    {
        var draft = await DraftReader.ReadAsync(context.Request, PolicyJson.Default.ScriptCheckDraft);
        var errors = new FieldErrors();
        PolicyRules.CheckSource(errors, "source", draft.Source);
        errors.ThrowIfAny();
        var made = await compiler.CompileAsync(draft.Source!, context.RequestAborted);
        return new(made.Code is not null, made.Errors);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, PolicyStore store, CancellationToken cancellation) => Shown(context, await ExpectAsync(id, store, cancellation));

    private static async Task<IResult> PatchAsync(string id, HttpContext context, AdminWriter writer, PolicyRegistry registry, CancellationToken cancellation) =>
        Shown(context, await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var current = await ExpectChangeableAsync(transaction, id);
            Preconditions.RequireMatch(context.Request, current.Revision);
            return await registry.UpdateAsync(transaction, current, await DraftReader.PatchAsync(context.Request, current.ToSettings(), PolicyJson.Default.PolicySettingsDraft), current.Owner);
        }, cancellation));

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, AdminWriter writer, CancellationToken cancellation)
    {
        await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var current = await ExpectChangeableAsync(transaction, id);
            Preconditions.RequireMatch(context.Request, current.Revision);
            await PolicyRegistry.DeleteAsync(transaction, current);
            return true;
        }, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RunningAsync(string id, PolicyStore store, PolicyBook book, TimeProvider time, CancellationToken cancellation) =>
        TypedResults.Ok(PolicyRunningView.Of(book.Find((await ExpectAsync(id, store, cancellation)).Id), time));

    private static async Task<Page<PolicyVersionView>> VersionsAsync(string id, PolicyStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.From(limit, cursor);
        var before = long.MaxValue;
        if (page.Cursor is { } text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out before)) throw PageQuery.NoCursor();
        await ExpectAsync(id, store, cancellation);
        var rows = Page<PolicyVersionRow>.Cut(
            await store.VersionsAsync(id, before, page.Limit + 1, cancellation), page.Limit, row => row.Version.ToString(CultureInfo.InvariantCulture));
        return new([.. rows.Items.Select(PolicyVersionView.Of)], rows.NextCursor);
    }

    private static async Task<Page<PolicyActivationView>> ActivationsAsync(string id, PolicyStore store, int? limit, string? cursor, CancellationToken cancellation)
    {
        var page = PageQuery.OfIds(limit, cursor);
        await ExpectAsync(id, store, cancellation);
        var rows = Page<PolicyActivationRow>.Cut(await store.ActivationsAsync(id, page.Cursor, page.Limit + 1, cancellation), page.Limit, row => row.Id);
        return new([.. rows.Items.Select(PolicyActivationView.Of)], rows.NextCursor);
    }

    private static async Task<IResult> AddVersionAsync(
        string id, HttpContext context, Creations creations, PolicyStore store, PolicyRegistry registry, TypeScriptCompiler compiler, CancellationToken cancellation)
    {
        var known = await ExpectAsync(id, store, cancellation);
        var draft = await DraftReader.ReadAsync(context.Request, PolicyJson.Default.PolicyVersionDraft);
        var errors = new FieldErrors();
        PolicyRules.CheckVersion(errors, known.Kind, draft);
        errors.ThrowIfAny();
        var code = await compiler.RequireAsync(draft.Script, cancellation);
        return await creations.RunAsync(context, draft, PolicyJson.Default.PolicyVersionDraft, async transaction =>
        {
            var current = await ExpectChangeableAsync(transaction, id);
            Preconditions.RequireMatchWhenSent(context.Request, current.Revision);
            var (policy, version) = await registry.AddVersionAsync(transaction, current, draft, code);
            return (PolicyVersionView.Of(version), $"{AdminApi.Base}{Path}/{id}/versions", Preconditions.ETag(policy.Revision));
        });
    }

    private static async Task<IResult> ActivateAsync(string id, HttpContext context, AdminWriter writer, PolicyRegistry registry, CancellationToken cancellation) =>
        Shown(context, await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var current = await ExpectChangeableAsync(transaction, id);
            Preconditions.RequireMatch(context.Request, current.Revision);
            var draft = await DraftReader.ReadOptionalAsync(context.Request, PolicyJson.Default.PolicyActivationDraft);
            return (await registry.ActivateAsync(transaction, current, draft.Version ?? current.LatestVersion, ChangeReason.Check("reason", draft.Reason))).Policy;
        }, cancellation));

    private static async Task<IResult> RollBackAsync(string id, HttpContext context, AdminWriter writer, PolicyRegistry registry, CancellationToken cancellation) =>
        Shown(context, await writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var current = await ExpectChangeableAsync(transaction, id);
            Preconditions.RequireMatchWhenSent(context.Request, current.Revision);
            var draft = await DraftReader.ReadOptionalAsync(context.Request, PolicyJson.Default.PolicyRollbackDraft);
            return (await registry.RollBackAsync(transaction, current, ChangeReason.Check("reason", draft.Reason))).Policy;
        }, cancellation));

    private static async Task<PolicyRow> ExpectAsync(string id, PolicyStore store, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("policy", id);

    private static async Task<PolicyRow> ExpectChangeableAsync(AdminTransaction transaction, string id)
    {
        var row = await PolicyStore.FindAsync(transaction, id) ?? throw ProblemException.NotFound("policy", id);
        Ownership.RequireApi(row.Owner, "policy", row.Name);
        return row;
    }

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<PolicyView> Shown(HttpContext context, PolicyRow row) =>
        AdminApi.Tagged(context, PolicyView.Of(row), Preconditions.ETag(row.Revision));
}
