using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Policies.Scripts;

namespace Signalbox.Policies;

/// <summary>Makes a policy what a configuration file says: what differs becomes a version, and what the file says is in force.</summary>
internal sealed class PolicyDeclaration(PolicyRegistry registry, TypeScriptCompiler compiler)
{
    /// <summary>Applies a declaration.</summary>
    /// <exception cref="ProblemException">400 naming the field at fault.</exception>
    public async Task<PolicyRow> ApplyAsync(AdminTransaction transaction, PolicyDraft draft, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        PolicyRules.Check(errors, draft);
        errors.ThrowIfAny();
        var row = await PolicyStore.FindByNameAsync(transaction, draft.Name!);
        if (row is null) row = await registry.CreateAsync(transaction, draft, await compiler.RequireAsync(draft.Script, cancellation), Ownership.Yaml);
        else
        {
            if (row.Kind != draft.Kind) throw ProblemException.Invalid("kind", "cannot be changed. Make a policy of another name.");
            // A file without a credential says that there is none; a credential is given for the host that is named now.
            var settings = new PolicySettingsDraft { Description = draft.Description, Grant = draft.Grant, Credential = draft.Credential ?? "" };
            var latest = (await PolicyStore.FindVersionAsync(transaction, row.Id, row.LatestVersion))!;
            var differs = latest.Terms != PolicyRegistry.Write(new PolicyTerms { Script = draft.Script, External = draft.External });
            if (differs && row.Credential is not null) row = await registry.UpdateAsync(transaction, row, settings with { Credential = "" }, Ownership.Yaml);
            if (differs)
                (row, _) = await registry.AddVersionAsync(
                    transaction, row, new() { Script = draft.Script, External = draft.External, Note = draft.Note }, await compiler.RequireAsync(draft.Script, cancellation));
            row = await registry.UpdateAsync(transaction, row, settings, Ownership.Yaml);
        }
        return row.ActiveVersion == row.LatestVersion ? row : (await registry.ActivateAsync(transaction, row, row.LatestVersion, null)).Policy;
    }
}
