using Signalbox.Admin;
using Signalbox.Egress;

namespace Signalbox.Policies;

/// <summary>What must hold of what an operator writes.</summary>
internal static class PolicyRules
{
    /// <summary>Longest script, in UTF-16 code units.</summary>
    public const int LongestSource = 65_536;

    private const int LongestNote = 500;

    /// <summary>Notes what is wrong with a policy that is to be made.</summary>
    public static void Check(FieldErrors errors, PolicyDraft draft)
    {
        Names.Require(errors, "name", draft.Name);
        if (!PolicyKinds.Names.Contains(draft.Kind)) errors.Add("kind", $"must be one of {string.Join(", ", PolicyKinds.Names)}.");
        else CheckVersion(errors, draft.Kind, new() { Script = draft.Script, External = draft.External, Note = draft.Note });
        CheckSettings(errors, draft.Kind, new() { Description = draft.Description, Grant = draft.Grant, Credential = draft.Credential });
    }

    /// <summary>Notes what is wrong with what may change at any time.</summary>
    public static void CheckSettings(FieldErrors errors, string kind, PolicySettingsDraft draft)
    {
        errors.Require(draft.Description is null or { Length: <= 1000 }, "description", "must be at most 1,000 characters.");
        for (var i = 0; i < draft.Grant.Count; i++)
            errors.Require(PolicyKinds.Grants.Contains(draft.Grant[i]) && !draft.Grant.Take(i).Contains(draft.Grant[i]), $"grant[{i}]", $"must be one of {string.Join(", ", PolicyKinds.Grants)}, each once.");
        if (string.IsNullOrEmpty(draft.Credential)) return;
        errors.Require(kind == PolicyKinds.External, "credential", "belongs to an external policy. A script reaches nothing that would ask for one.");
        errors.Require(draft.Credential.Length <= 4096 && draft.Credential.All(c => c is > ' ' and < (char)127), "credential", "must be at most 4,096 visible ASCII characters.");
    }

    /// <summary>Notes what is wrong with a version.</summary>
    public static void CheckVersion(FieldErrors errors, string kind, PolicyVersionDraft draft)
    {
        errors.Require(draft.Note is null or { Length: <= LongestNote }, "note", $"must be at most {LongestNote} characters.");
        if (kind == PolicyKinds.Script)
        {
            errors.Require(draft.External is null, "external", "belongs to an external policy. Leave it out.");
            if (draft.Script is null) errors.Add("script", "is required under kind script: an object with the source.");
            else CheckScript(errors, draft.Script);
        }
        else
        {
            errors.Require(draft.Script is null, "script", "belongs to a policy of kind script. Leave it out.");
            if (draft.External is null) errors.Add("external", "is required under kind external: an object with url and allow_hosts.");
            else CheckExternal(errors, draft.External);
        }
    }

    /// <summary>Notes what is wrong with a script's text before anyone reads it.</summary>
    public static void CheckSource(FieldErrors errors, string field, string? source) =>
        errors.Require(source is { Length: > 0 and <= LongestSource }, field, $"is required: TypeScript of at most {LongestSource:N0} characters.");

    private static void CheckScript(FieldErrors errors, ScriptDraft script)
    {
        CheckSource(errors, "script.source", script.Source);
        errors.Require(script.TimeoutMs is >= 1 and <= 200, "script.timeout_ms", "must be between 1 and 200.");
        errors.Require(script.MemoryMb is >= 1 and <= 64, "script.memory_mb", "must be between 1 and 64.");
    }

    private static void CheckExternal(FieldErrors errors, ExternalDraft external)
    {
        var permitted = new EgressPolicy { AllowHttp = external.AllowHttp, AllowPrivate = external.AllowPrivate };
        foreach (var problem in EgressUrl.Validate(external.Url, permitted)) errors.Add("external.url", problem.Message);
        errors.Require(external.AllowHosts.Count is >= 1 and <= 16, "external.allow_hosts", "needs 1 to 16 host names: the only ones that may be asked.");
        for (var i = 0; i < external.AllowHosts.Count; i++)
            errors.Require(IsHost(external.AllowHosts[i]), $"external.allow_hosts[{i}]", "must be a host name as it stands in a URL, without scheme, port, path or wildcard.");
        if (Uri.TryCreate(external.Url, UriKind.Absolute, out var url))
            errors.Require(external.AllowHosts.Contains(url.IdnHost, StringComparer.OrdinalIgnoreCase), "external.allow_hosts", $"must name '{url.IdnHost}', the host of the URL.");
        errors.Require(external.TimeoutMs is >= 1 and <= 5000, "external.timeout_ms", "must be between 1 and 5,000.");
        errors.Require(external.MaxAnswerKb is >= 1 and <= 1024, "external.max_answer_kb", "must be between 1 and 1,024.");
        errors.Require(external.MaxConcurrency is >= 1 and <= 1000, "external.max_concurrency", "must be between 1 and 1,000.");
        errors.Require(external.CacheSeconds is >= 0 and <= 3600, "external.cache_seconds", "must be between 0 and 3,600.");
    }

    private static bool IsHost(string host) =>
        host.Length is > 0 and <= 253 && Uri.CheckHostName(host) != UriHostNameType.Unknown && Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var url)
        && string.Equals(url.IdnHost, host, StringComparison.OrdinalIgnoreCase);
}
